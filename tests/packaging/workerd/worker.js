// A worker whose test is the shared program, run in a handler: before a request comes workers have no randomness.
export default {
  async test() {
    await import("./main.js");
    const answers = JSON.stringify(globalThis.answers);
    if (answers !== '["load","PENDING","string_type","missing"]') {
      throw new Error(answers);
    }
  },
};
