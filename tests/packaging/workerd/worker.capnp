using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "dist/worker.js"),
    (name = "prefect_taskrun.wasm", wasm = embed "dist/prefect_taskrun.wasm"),
    (name = "prefect_taskrun.wasm?module", wasm = embed "dist/prefect_taskrun.wasm"),
  ],
  compatibilityDate = "2026-01-01",
);
