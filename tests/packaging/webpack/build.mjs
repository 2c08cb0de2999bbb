import webpack from "webpack";

const [entry, path] = process.argv.slice(2);
// A page's weight is measured elsewhere.
const performance = { hints: false };

webpack({ mode: "production", entry, output: { filename: "out.js", path }, performance }, (error, stats) => {
  if (error || stats.hasErrors() || stats.hasWarnings()) {
    console.error(error ?? stats.toString());
    process.exitCode = 1;
  }
});
