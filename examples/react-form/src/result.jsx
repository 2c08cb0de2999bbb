import { useEffect, useRef } from "react";
import { written } from "../../form/written.js";

/** What would be sent, and what a server would answer. */
export function Result({ body, run }) {
  const heading = useRef(null);
  useEffect(() => heading.current.focus(), [run]);
  return (
    <section id="result">
      <h2 tabIndex={-1} ref={heading}>
        <span id="state" data-type={run.state_type}>
          {run.state.name}
        </span>
        <span id="run">{run.name}</span>
      </h2>
      <h3>What would be sent</h3>
      <pre id="body" tabIndex={0}>
        {written(body)}
      </pre>
      <h3>What a server would answer</h3>
      <pre id="answer" tabIndex={0}>
        {written(run)}
      </pre>
    </section>
  );
}
