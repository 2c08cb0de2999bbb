#!/usr/bin/env bash
# Tries what is to be published, each artifact in a clean environment: the wheel, the sdist, the npm tarball, the crate.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=$(tools/version.py)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
payload=$PWD/examples/task_run.json

title() { printf '\n\033[1m%s\033[0m\n' "$1"; }

try_python() {
  python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install --quiet --disable-pip-version-check "$2"
  (cd "$work" && "$work/$1/bin/prefect-taskrun" check "$payload" && "$work/$1/bin/python" -c "
from importlib.metadata import requires, version
from prefect_taskrun import TaskRunCreate
assert version('prefect-taskrun') == '$version' and not [need for need in requires('prefect-taskrun') or [] if 'extra' not in need]
print(repr(TaskRunCreate(task_key='load', dynamic_key='0', name='a').task_key))")
}

title "The wheel, $(du -h dist/*.whl | cut -f1)"
try_python wheel dist/*.whl

title "The sdist, built here, $(du -h "dist/prefect_taskrun-$version.tar.gz" | cut -f1)"
try_python sdist "dist/prefect_taskrun-$version.tar.gz"

title "The npm tarball, $(du -h "dist/prefect-taskrun-$version.tgz" | cut -f1)"
mkdir "$work/npm"
tarball=$PWD/dist/prefect-taskrun-$version.tgz
(cd "$work/npm" && npm init --yes >/dev/null && npm install --silent "$tarball" && node --input-type=module --eval '
import { readFileSync } from "node:fs";
import { TaskRunCreate } from "prefect-taskrun";
console.log(TaskRunCreate.parseJson(readFileSync(process.argv[1])).task_key);' "$payload")

title "The crate, $(du -h "dist/prefect-taskrun-$version.crate" | cut -f1)"
tar -xzf "dist/prefect-taskrun-$version.crate" -C "$work"
cargo init --quiet --vcs none "$work/user"
cat >"$work/user/src/main.rs" <<'RUST'
fn main() {
    let context = prefect_taskrun::Context::from_unix_micros(0, 0).unwrap();
    let body = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    println!("{}", prefect_taskrun::TaskRunCreate::from_json(&body, &context).unwrap().task_key);
}
RUST
printf 'prefect-taskrun = { path = "../prefect-taskrun-%s" }\n' "$version" >>"$work/user/Cargo.toml"
(cd "$work/user" && cargo run --quiet -- "$payload")
