import { useId } from "react";
import { useFormContext } from "react-hook-form";

/** A control of the form, and what is wrong with it. */
export function Control({ name, options, as: Tag = "input", ...attributes }) {
  const { register, getFieldState, formState } = useFormContext();
  const { error } = getFieldState(name, formState);
  const id = useId();
  return (
    <>
      <Tag
        autoComplete="off"
        {...attributes}
        {...register(name, options)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? id : undefined}
      />
      {error && (
        <span data-issue="" id={id}>
          {error.message}
        </span>
      )}
    </>
  );
}

/** A control with its label. */
export function Field({ label, hint, isRequired = false, ...control }) {
  const id = useId();
  return (
    <div className={isRequired ? "field required" : "field"}>
      <label htmlFor={id}>
        <span>
          {label} {hint && <small>{hint}</small>}
        </span>
      </label>
      <Control id={id} aria-required={isRequired || undefined} {...control} />
    </div>
  );
}
