import { createRoot } from "react-dom/client";
import "../../form/style.css";
import { TaskRunForm } from "./task-run-form.jsx";

createRoot(document.getElementById("root")).render(<TaskRunForm />);
