#!/usr/bin/env bash
# Runs every fuzz target for so many seconds, two at a time, each from the corpus that is kept: fuzz/run.sh SECONDS
# With `keep` instead, packs what the runs have found, minimised and without the seeds, as that corpus.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

TARGETS=(json dates numbers respond spans hosts)
WORK=target/fuzz
PYTHON=python3
# Fuzzing is of nightly Rust; the stable compiler has it too, behind this switch.
export RUSTC_BOOTSTRAP=1

fuzz() {
  local command=$1 target=$2
  shift 2
  nice -n 10 cargo fuzz "$command" "$target" "$WORK/corpus/$target" --sanitizer none --target-dir "$WORK" "$@"
}

# The corpus that is kept, and what a real Prefect was asked.
fill() {
  mkdir -p "$WORK/corpus/$1"
  tar -xJf "fuzz/corpus/$1.tar.xz" -C "$WORK/corpus/$1"
  "$PYTHON" fuzz/seeds.py "$1" "$WORK/corpus/$1"
}

run() {
  fill "$1"
  if ! fuzz run "$1" -- -max_total_time="$SECONDS_EACH" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
    -dict=fuzz/json.dict -print_final_stats=1 >"$WORK/$1.log" 2>&1; then
    tail -n 40 "$WORK/$1.log"
    printf '%s: failed; the whole log is %s\n' "$1" "$WORK/$1.log"
    return 1
  fi
  printf '%-8s %s runs, %s inputs\n' "$1" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$WORK/$1.log")" \
    "$(find "$WORK/corpus/$1" -type f | wc -l)"
}

keep() {
  local seeds=$WORK/seeds/$1
  "$PYTHON" fuzz/seeds.py "$1" "$seeds"
  fuzz cmin "$1" -- -max_len=1024
  find "$seeds" -type f -printf '%f\n' | (cd "$WORK/corpus/$1" && xargs rm -f)
  # One order and no times, so that the same inputs make the same file.
  tar -cf - --sort=name --owner=0 --group=0 --mtime=@0 -C "$WORK/corpus/$1" . | xz -9e >"fuzz/corpus/$1.tar.xz"
}

mkdir -p "$WORK"
if [ "${1:?seconds, or keep}" = keep ]; then
  for target in "${TARGETS[@]}"; do keep "$target"; done
else
  SECONDS_EACH=$1
  cargo fuzz build --sanitizer none --target-dir "$WORK"
  export -f run fuzz fill
  export SECONDS_EACH WORK PYTHON
  printf '%s\n' "${TARGETS[@]}" | xargs -P 2 -I{} bash -euo pipefail -c 'run {}'
fi
