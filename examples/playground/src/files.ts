// Payloads from files, and from the clipboard where no control takes them.
import { byId } from "./dom";
import { MOST_BYTES } from "./size";

export function bindFiles(onText: (text: string) => void, onProblem: (words: string) => void): void {
  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) {
      return;
    }
    if (file.size > MOST_BYTES) {
      onProblem(`${file.name} is too large.`);
      return;
    }
    try {
      onText(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
    } catch {
      onProblem(`${file.name} holds no text.`);
    }
  }

  const input = byId<HTMLInputElement>("file");
  byId("open").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    void read(input.files?.[0]);
    input.value = "";
  });

  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (hasFiles(event)) {
      event.preventDefault();
      document.body.dataset["dropping"] = "";
    }
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) {
      delete document.body.dataset["dropping"];
    }
  });
  // Before the editor, which would insert the file.
  addEventListener(
    "drop",
    (event) => {
      delete document.body.dataset["dropping"];
      if (hasFiles(event)) {
        event.preventDefault();
        event.stopPropagation();
        void read(event.dataTransfer?.files[0]);
      }
    },
    { capture: true },
  );
  addEventListener("paste", (event) => {
    const isTaken = (event.target as Element).closest?.("input, textarea, select, [contenteditable]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isTaken && text.trim() !== "") {
      event.preventDefault();
      onText(text);
    }
  });
}
