import { useFieldArray } from "react-hook-form";

/** Rows that come and go, each with what `children` makes of its number. */
export function Rows({ name, what, empty, className = "row", children }) {
  const { fields, append, remove } = useFieldArray({ name });

  /** Leaves the focus with the next row, or with what adds one. */
  function take(row, index) {
    const next = row.nextElementSibling;
    (next.querySelector(".remove") ?? next).focus();
    remove(index);
  }

  return (
    <div className="rows">
      {fields.map(({ id }, index) => (
        <div className={className} key={id}>
          {children(`${name}.${index}`)}
          <button
            type="button"
            className="remove"
            aria-label={`Remove the ${what}`}
            onClick={({ currentTarget }) => take(currentTarget.parentElement, index)}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="add" onClick={() => append(empty)}>
        Add {/^[aeiou]/.test(what) ? "an" : "a"} {what}
      </button>
    </div>
  );
}
