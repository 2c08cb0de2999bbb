# What there is to do here. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
# What is built needs what is set up, and each step keeps the machine busy by itself.
.NOTPARALLEL:

VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
TOOLS := $(CURDIR)/.tools
VENV := $(TOOLS)/venv/bin
WASM := target/wasm/wasm32-unknown-unknown
TARBALL := dist/prefect-taskrun-$(VERSION).tgz
WHEEL := $(TOOLS)/stamps/wheel
EVERY_PYTHON := target/every-python/.stamp
export PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER := wasm-bindgen-test-runner

CORE := Cargo.toml Cargo.lock $(shell find src -name '*.rs')
GENERATOR := $(shell find tools/generate -name '*.rs' -o -path 'tools/generate/*' -name Cargo.toml)
NATIVE := $(shell find bindings/python -name '*.rs' -o -path 'bindings/python/*' -name Cargo.toml)
PYTHON := $(filter-out python/prefect_taskrun/_states.py,$(shell find python -name '*.py' -o -name py.typed)) pyproject.toml
BINDING := $(shell find bindings/wasm/src -name '*.rs') bindings/wasm/Cargo.toml
GENERATED := $(patsubst %,pkg/src/generated/%.ts,models flat states schemas fields plain releases)
PLAYGROUND := $(shell find examples/playground \( -name node_modules -o -name tests \) -prune -o -type f -print)
PACKAGE := $(wildcard pkg/src/*.ts pkg/src/form/*.ts pkg/src/entries/*.ts pkg/scripts/*.mjs) pkg/package.json pkg/form/package.json pkg/slim/package.json pkg/tsconfig.json

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s%s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: setup-build $(WHEEL) $(TOOLS)/stamps/npm ## create a task run in Python and in Node, and show a bad payload's errors
	@tools/demo.sh

.PHONY: test
test: test-rust test-python test-node test-ecosystem test-wasm test-browser ## run every test

.PHONY: build
build: setup-build $(WHEEL) $(TARBALL) ## leave the wheel and the npm tarball in dist/

.PHONY: lint
lint: setup-build $(WHEEL) $(TOOLS)/stamps/npm tests/ecosystem/node_modules/.stamp tools/python/node_modules/.stamp ## check formatting, lints and types
	cargo fmt --all --check
	$(VENV)/actionlint
	cargo clippy --workspace --all-targets --locked -- -D warnings
	tsc --noEmit -p pkg && tsc --noEmit -p tests && tsc --noEmit -p tests/ecosystem
	$(VENV)/python -m mypy.stubtest prefect_taskrun --mypy-config-file pyproject.toml --allowlist tools/python/stubtest-allowlist.txt
	$(VENV)/mypy python/prefect_taskrun tests/python
	tools/python/node_modules/.bin/pyright -p tools/python --pythonpath $(VENV)/python
	cd $(TOOLS) && PATH=$(VENV):$$PATH ../tools/python/node_modules/.bin/pyright --verifytypes prefect_taskrun --ignoreexternal

.PHONY: test-rust
test-rust: ## the core's tests, and the documents' examples
	tools/setup.sh rust
	cargo test --workspace --locked

.PHONY: test-python
test-python: setup-build $(WHEEL) $(TOOLS)/stamps/npm ## the installed wheel and its command
	$(VENV)/pytest

.PHONY: test-node
test-node: setup-build $(TOOLS)/stamps/npm ## the npm package, in Node
	node --test --test-concurrency=2 tests/node/*.test.mjs

.PHONY: memory
memory: setup-build $(TOOLS)/stamps/npm ## a million calls of the npm package, good and bad, take no more memory than a thousand
	CALLS=1000000 node --test tests/node/memory.test.mjs

.PHONY: test-ecosystem
test-ecosystem: setup-build $(TOOLS)/stamps/npm tests/ecosystem/node_modules/.stamp ## the npm package, in libraries for forms and servers
	tools/setup.sh browser
	node --test tests/ecosystem/*.test.mjs

.PHONY: test-wasm
test-wasm: setup-build ## the wasm itself, in Node and in headless Chromium
	tools/setup.sh browser
	wcargo test --locked -p prefect-taskrun-wasm --target wasm32-unknown-unknown
	CHROMEDRIVER=$$(command -v chromedriver) WASM_BINDGEN_USE_BROWSER=1 \
	  wcargo test --locked -p prefect-taskrun-wasm --target wasm32-unknown-unknown

.PHONY: test-browser
test-browser: setup-build $(TOOLS)/stamps/npm examples/react-form/dist/main.js ## the npm package, in headless Chromium
	tools/setup.sh browser
	node --test --test-concurrency=2 tests/browser/*.test.mjs

.PHONY: playground
playground: playground-build ## serve the playground at http://127.0.0.1:4173/, or at another PORT
	node examples/playground/serve.mjs dist/playground

.PHONY: playground-build
playground-build: setup-build dist/playground/index.html ## leave the playground in dist/playground/, static files for any path

.PHONY: test-playground
test-playground: playground-build ## the playground, in headless Chromium
	tools/setup.sh browser
	node --test --test-concurrency=2 examples/playground/tests/*.test.mjs

.PHONY: playground-picture
playground-picture: playground-build ## take the documents' picture of the playground
	tools/setup.sh browser
	node examples/playground/picture.mjs docs/pages/playground.png

PROJECTS := $(patsubst %/package.json,%,$(wildcard tests/packaging/*/package.json))
.PHONY: test-packaging
test-packaging: setup-build $(TOOLS)/stamps/npm benches/js/node_modules/.stamp $(PROJECTS:=/node_modules/.stamp) ## the npm tarball in projects of their own, in bundlers and on other hosts, and what a page of it weighs
	tools/setup.sh browser
	node --test --test-concurrency=2 tests/packaging/*.test.mjs

.PHONY: bench
bench: bench-rust bench-python bench-js ## time the work beside its peers; the numbers go to target/benches/

.PHONY: bench-python
bench-python: setup-build $(WHEEL) $(TOOLS)/bench-venv/.stamp
	@mkdir -p target/benches
	@$(TOOLS)/bench-venv/bin/pip install --quiet --disable-pip-version-check --no-index --force-reinstall --no-deps dist/*.whl
	@$(TOOLS)/bench-venv/bin/python benches/python/bench.py target/benches/python.json

.PHONY: bench-js
bench-js: setup-build $(TOOLS)/stamps/npm benches/js/node_modules/.stamp
	@mkdir -p target/benches
	@node benches/js/bench.mjs target/benches/js.json

.PHONY: test-prefect
test-prefect: setup-build $(WHEEL) ## the wheel beside a real Prefect: its models, pydantic, FastAPI, and a server with install()
	tools/setup.sh prefect
	$(TOOLS)/prefect-venv/bin/pip install --quiet --disable-pip-version-check --no-index --force-reinstall --no-deps dist/*.whl
	$(TOOLS)/prefect-venv/bin/python -W ignore -m pytest tests/prefect

# Python with the package, and a real Prefect beside it.
.PHONY: conformance
BODIES ?= 200000
EXCHANGES ?= 1000
OBJECTS ?= 20000
conformance: setup-build $(WHEEL) $(EVERY_PYTHON) ## compare with a real Prefect on fresh random bodies: BODIES=200000, OBJECTS=20000, EXCHANGES=1000, SEED=...
	$(VENV)/python tests/conformance/compare.py --bodies $(BODIES) $(if $(SEED),--seed $(SEED))
	$(VENV)/python tests/conformance/objects.py --objects $(OBJECTS) $(if $(SEED),--seed $(SEED))
	$(VENV)/python tests/conformance/talk.py --exchanges $(EXCHANGES) $(if $(SEED),--seed $(SEED))
	$(VENV)/python tests/conformance/mock.py
	$(VENV)/python tests/conformance/host.py

.PHONY: counts
counts: counts-build ## compare the instructions of each piece of work with those recorded, and fail at 5% more
	python3 benches/rust/counts.py compare

.PHONY: counts-record
counts-record: counts-build ## record the instructions of each piece of work
	python3 benches/rust/counts.py record

.PHONY: counts-build
counts-build:
	tools/setup.sh rust counts
	cargo build --locked --profile bench --example once

.PHONY: bench-rust
bench-rust: ## time the core beside what a Rust program would do without it
	tools/setup.sh rust
	mkdir -p target/benches
	CARGO_TARGET_DIR=target/speed cargo bench --quiet --locked --manifest-path benches/rust/Cargo.toml | python3 benches/rust/table.py target/benches/rust.json

.PHONY: bench-growth
MOST ?= 100000000
bench-growth: ## draw docs/pages/growth.svg: what validation takes of bodies of up to MOST=100000000 bytes
	tools/setup.sh rust
	cargo build --locked --profile bench --example growth
	target/release/examples/growth $(MOST) tags labels inputs errors deep >target/growth.jsonl
	python3 benches/rust/plot_growth.py docs/pages/growth.svg <target/growth.jsonl

.PHONY: fuzz
SECONDS ?= 60
fuzz: ## run every fuzz target, two at a time: SECONDS=60 for each
	tools/setup.sh rust fuzz
	fuzz/run.sh $(SECONDS)

.PHONY: sanitize
sanitize: ## the core's tests under the address sanitizer, which a stable compiler has, too, if it is asked
	tools/setup.sh rust
	RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=address CARGO_TARGET_DIR=target/sanitized \
	  cargo test --locked --package prefect-taskrun --lib --tests --target x86_64-unknown-linux-gnu

.PHONY: deny
deny: ## check the dependencies' licences and sources, and with ADVISORIES=1 what is known against them
	tools/setup.sh rust deny
	cargo deny --workspace check $(if $(ADVISORIES),advisories) bans licenses sources
	cargo deny --manifest-path benches/rust/Cargo.toml --config deny.toml check $(if $(ADVISORIES),advisories) bans licenses sources
	cargo deny --manifest-path fuzz/Cargo.toml --config deny.toml check $(if $(ADVISORIES),advisories) bans licenses sources

.PHONY: dist
dist: build ## build the wheel, the sdist, the npm tarball and the crate in dist/, and try each in a clean environment
	rm -f dist/*.tar.gz dist/*.crate
	$(VENV)/maturin sdist --out dist
	cargo package --quiet --locked --package prefect-taskrun
	cp target/package/prefect-taskrun-$(VERSION).crate dist
	tools/dist.sh

.PHONY: docs
docs: setup-build $(TOOLS)/stamps/npm python/prefect_taskrun/_native.pyi python/prefect_taskrun/_states.py ## leave the site in dist/docs/
	tools/setup.sh docs
	rm -rf dist/docs
	$(TOOLS)/docs-venv/bin/mkdocs build --quiet --config-file docs/mkdocs.yml
	docs/node_modules/.bin/typedoc --options docs/typedoc.json --logLevel Warn
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --all-features --package prefect-taskrun --quiet
	mkdir -p dist/docs/rust && cp -r target/doc/. dist/docs/rust

.PHONY: setup-build
setup-build:
	@tools/setup.sh rust wasm bindgen node python profile

.PHONY: clean
clean: ## remove what was built, and keep what was set up
	rm -rf target dist examples/react-form/dist pkg/dist pkg/wasm pkg/src/generated python/prefect_taskrun/*.pyi python/prefect_taskrun/_states.py \
	  $(foreach folder,pkg python,$(folder)/README.md $(folder)/NOTICES) pkg/LICENSE $(TOOLS)/stamps

# ---- Python

python/prefect_taskrun/_native.pyi: $(CORE) $(GENERATOR)
	cargo run --locked -p generate -- stubs >$@

python/prefect_taskrun/_states.py: $(CORE) $(GENERATOR)
	cargo run --locked -p generate -- python-states >$@

python/README.md: README.md tools/readme.py
	tools/readme.py python >$@

python/NOTICES: NOTICE Cargo.lock tools/notices.py
	tools/notices.py python >$@

WHEELED := python/prefect_taskrun/_native.pyi python/prefect_taskrun/_states.py python/README.md python/NOTICES $(CORE) $(NATIVE) $(PYTHON)

$(WHEEL): $(WHEELED) tools/train.py
	rm -f dist/*.whl
	$(VENV)/maturin build --locked --profile python --pgo --out dist --quiet
	$(VENV)/pip install --quiet --disable-pip-version-check --no-index --force-reinstall --no-deps dist/*.whl
	mkdir -p $(@D) && touch $@

# The reference may run another Python than this machine's.
$(EVERY_PYTHON): $(WHEELED)
	rm -rf $(@D)
	$(VENV)/maturin build --locked --profile python --features abi3 --out $(@D) --quiet
	touch $@

$(TOOLS)/bench-venv/.stamp: benches/python/requirements.txt
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

# ---- JavaScript

pkg/src/generated/%.ts: $(CORE) $(GENERATOR)
	mkdir -p $(@D)
	cargo run --locked -p generate -- $* >$@

# A host compiles a function when it is first called: what only one other calls stays apart from it. In the order of their
# names functions compress better than in that of their use, and so do accesses that all claim the same alignment, which no host
# asks about. Nothing but a stack about to overflow lies in the first KB, so that an offset may be added by the access itself.
pkg/wasm/prefect_taskrun_wasm_bg.wasm: $(CORE) $(BINDING) pkg/scripts/trap.mjs
	RUSTFLAGS="--cfg page -Cllvm-args=-inline-threshold=70 -Cllvm-args=-inlinehint-threshold=225" \
	  wcargo build --locked -p prefect-taskrun-wasm --profile wasm --target wasm32-unknown-unknown
	wasm-bindgen --target web --omit-default-module-path --experimental-reset-state-function --out-dir pkg/wasm $(WASM)/wasm/prefect_taskrun_wasm.wasm
	node pkg/scripts/trap.mjs $@
	wasm-opt --one-caller-inline-max-function-size=0 --low-memory-unused --gufa -O3 \
	  --reorder-functions-by-name --dealign --reorder-locals --strip-producers --strip-target-features -o $@ $@

pkg/README.md: README.md tools/readme.py
	tools/readme.py npm >$@

pkg/NOTICES: NOTICE Cargo.lock tools/notices.py
	tools/notices.py wasm >$@

pkg/LICENSE: LICENSE
	cp $< $@

$(TARBALL): pkg/README.md pkg/NOTICES pkg/LICENSE pkg/wasm/prefect_taskrun_wasm_bg.wasm $(GENERATED) $(PACKAGE)
	rm -rf pkg/dist
	tsc -p pkg
	node pkg/scripts/build.mjs
	mkdir -p dist
	npm pack --silent --pack-destination dist ./pkg >/dev/null

examples/react-form/dist/main.js: examples/react-form/node_modules/.stamp $(TOOLS)/stamps/npm $(wildcard examples/react-form/src/*) examples/form/style.css examples/form/written.js
	npm run build --silent --prefix examples/react-form -- --log-level=warning

# A folder's own npm packages, as its lock file names them.
%/node_modules/.stamp: %/package.json %/package-lock.json
	npm ci --prefix $* --ignore-scripts --silent
	touch $@

# The tests import the package as its users do: by its name, from the tarball.
$(TOOLS)/stamps/npm: $(TARBALL)
	rm -rf node_modules/prefect-taskrun && mkdir -p node_modules/prefect-taskrun
	tar -xzf $(TARBALL) -C node_modules/prefect-taskrun --strip-components=1
	mkdir -p $(@D) && touch $@

dist/playground/index.html: $(TOOLS)/stamps/npm examples/playground/node_modules/.stamp $(PLAYGROUND)
	tsc -p examples/playground
	node examples/playground/build.mjs dist/playground
