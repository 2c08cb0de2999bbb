eval("globalThis.answers = []");
