"""Batches: one payload a line, validated on all cores."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import prefect_taskrun
from prefect_taskrun import Context, JsonLine, State, TaskRunCreate, ValidationError

# As much as is read at a time, and how many such pieces are under way.
CHUNK = 1 << 17
AHEAD = 2 * len(os.sched_getaffinity(0)) + 2 if hasattr(os, "sched_getaffinity") else 2 * (os.cpu_count() or 1) + 2


def payload(key: object) -> bytes:
    return b'{"task_key": %s, "dynamic_key": "0"}' % json.dumps(key).encode()


def keys(lines: Iterator[JsonLine[TaskRunCreate]]) -> list[tuple[int, str | None]]:
    return [(line, model.task_key if model else None) for line, model, _ in lines]


class Pieces:
    """A file that gives its text in pieces of its own choice, whatever is asked for."""

    def __init__(self, *pieces: Any) -> None:
        self.pieces = iter(pieces)

    def read(self, size: int) -> Any:
        piece = next(self.pieces, b"")
        if isinstance(piece, BaseException):
            raise piece
        return piece


class OfBytes:
    """A path whose name is bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> bytes:
        return bytes(self.path)


def test_lines_come_in_order_with_their_numbers() -> None:
    texts = [b"" if i % 7 == 3 else payload(i if i % 5 == 0 else f"task-{i}") for i in range(30_000)]
    found = list(TaskRunCreate.validate_jsonl(b"\n".join(texts)))
    assert [line for line, _, _ in found] == [i for i, text in enumerate(texts, 1) if text]
    for line, model, error in found:
        i = line - 1
        if i % 5 == 0:
            assert model is None
            assert error is not None
            assert error.errors()[0]["input"] == i
            assert error.body == texts[i]
            # A place is that within the line.
            assert [(span.line, texts[i][span.start : span.end]) for span in error.spans()] == [(1, str(i).encode())]
        else:
            assert error is None
            assert model is not None
            assert model.task_key == f"task-{i}"
            assert model == TaskRunCreate.model_validate_json(texts[i], context=Context(seed=0)).model_copy(
                update={"name": model.name}
            )


def test_a_line_is_what_json_loads_reads() -> None:
    source = b"\xef\xbb\xbf" + payload("bom") + b"\r\n\r\n \t\n" + payload("crlf") + b"\r\n" + payload("last")
    assert keys(TaskRunCreate.validate_jsonl(source)) == [(1, "bom"), (4, "crlf"), (5, "last")]
    for end in (b"", b"\n", b"\r\n", b"\n\n"):
        assert keys(TaskRunCreate.validate_jsonl(payload("a") + end)) == [(1, "a")]
    assert keys(TaskRunCreate.validate_jsonl(b"")) == []
    # Only a newline ends a line: the other characters that Python's `splitlines` knows may stand in a text.
    [only] = TaskRunCreate.validate_jsonl(b'{"task_key": "\xe2\x80\xa8\xc2\x85", "dynamic_key": "0"}\r')
    assert only.model is not None
    assert only.model.task_key == "\u2028\x85"


def test_what_is_no_json_is_an_error_of_its_line() -> None:
    lines = list(TaskRunCreate.validate_jsonl(b'nul\n{"task_key": \r\n\xff\n' + payload("a")))
    assert [line.model is None for line in lines] == [True, True, True, False]
    errors = [line.error.errors()[0] for line in lines if line.error]
    assert [error["type"] for error in errors] == ["json_invalid"] * 3
    # What ends a line is no part of it.
    assert errors[1]["loc"] == (len('{"task_key": '),)


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_a_file_may_give_as_little_as_it_likes(size: int) -> None:
    text = b"\n".join(payload(f"é{i}") for i in range(50)).decode("unicode_escape").encode()
    source = Pieces(*(text[i : i + size] for i in range(0, len(text), size)))
    found = list(TaskRunCreate.validate_jsonl(source))
    assert [line.line for line in found] == list(range(1, 51))
    assert all(line.model for line in found)


def test_files_of_text() -> None:
    text = (payload("a") + b"\n" + payload("b")).decode()
    assert keys(TaskRunCreate.validate_jsonl(io.StringIO(text))) == [(1, "a"), (2, "b")]
    assert keys(TaskRunCreate.validate_jsonl(Pieces("\ufeff", text))) == [(1, "a"), (2, "b")]


def test_a_line_of_any_length() -> None:
    long = ["x" * (3 * CHUNK), "y", "z" * (CHUNK - 1), "w" * (5 * CHUNK + 3)]
    source = b"\n".join(payload(key) for key in long)
    assert keys(TaskRunCreate.validate_jsonl(source)) == list(enumerate(long, 1))


def test_paths(tmp_path: Path) -> None:
    plain, packed = tmp_path / "runs.jsonl", tmp_path / "runs.jsonl.gz"
    plain.write_bytes(payload("a") + b"\n" + payload("b"))
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    for path in (plain, packed):
        assert keys(TaskRunCreate.validate_jsonl(path)) == [(1, "a"), (2, "b")]
        assert keys(TaskRunCreate.validate_jsonl(str(path))) == [(1, "a"), (2, "b")]
        assert keys(TaskRunCreate.validate_jsonl(OfBytes(path))) == [(1, "a"), (2, "b")]
    with packed.open("rb") as file, gzip.open(file) as source:
        assert keys(TaskRunCreate.validate_jsonl(source)) == [(1, "a"), (2, "b")]
        assert not source.closed
    with pytest.raises(FileNotFoundError):
        TaskRunCreate.validate_jsonl(tmp_path / "nowhere.jsonl")


def test_what_is_read_ahead_has_a_bound() -> None:
    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return b"".join([text] * (size // len(text) + 1))[:size]

    text = payload("a") + b" " * (1024 - len(payload("a")) - 1) + b"\n"
    source = Endless()
    for line in islice(TaskRunCreate.validate_jsonl(source), 20_000):
        assert source.given <= line.line * len(text) + AHEAD * CHUNK
    assert line.line == 20_000


def test_what_a_source_raises_comes_in_its_place() -> None:
    lines = b"\n".join(payload(str(i)) for i in range(5000)) + b"\n"
    batch = TaskRunCreate.validate_jsonl(Pieces(lines, b'{"task_key": "half', OSError("the disk is gone")))
    assert keys(islice(batch, 5000)) == [(i + 1, str(i)) for i in range(5000)]
    with pytest.raises(OSError, match="the disk is gone"):
        next(batch)
    assert list(batch) == []


def test_a_compressed_file_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl.gz"
    # What cannot be compressed, so that whole lines stand before the cut.
    text = b"\n".join(payload(os.urandom(500).hex()) for _ in range(1000))
    path.write_bytes(gzip.compress(text)[:-20_000])
    batch = TaskRunCreate.validate_jsonl(path)
    found: list[JsonLine[TaskRunCreate]] = []
    with pytest.raises(EOFError):
        found.extend(batch)
    assert 500 < len(found) < 1000
    assert all(line.model for line in found)


def test_an_interruption_comes_at_once() -> None:
    batch = TaskRunCreate.validate_jsonl(Pieces(payload("a") + b"\n", KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        next(batch)
    assert list(batch) == []


def test_an_exception_goes_through_a_loop() -> None:
    # In a process of its own, which must not end with it; Python drops the batch while the exception is on its way.
    script = """
from prefect_taskrun import TaskRunCreate

def read():
    return TaskRunCreate.validate_jsonl(b"{}\\n{}")

def loop(error):
    for _ in read():
        raise error

for error in (KeyError("mine"), KeyboardInterrupt(), SystemExit(3), GeneratorExit()):
    try:
        loop(error)
    except BaseException as caught:
        assert caught is error
    else:
        raise SystemExit(f"{error!r} is lost")
for work, raised in (
    (lambda: [1 / 0 for _ in read()], ZeroDivisionError),
    (lambda: len(read()), TypeError),
    (lambda: sum(read()), TypeError),
    (lambda: max(read(), key=lambda line: line.missing), AttributeError),
):
    try:
        work()
    except raised:
        pass
    else:
        raise SystemExit(f"{raised} is lost")
"""
    subprocess.run([sys.executable, "-X", "dev", "-W", "error", "-c", script], check=True)


def test_only_bytes_and_text_can_be_read() -> None:
    for piece in (None, 3, ["{}"]):
        with pytest.raises(TypeError, match=f"`read` must give bytes or str, not {type(piece).__name__}"):
            next(TaskRunCreate.validate_jsonl(Pieces(piece)))
    with pytest.raises(TypeError, match="source must be a path, bytes or a file, not int"):
        TaskRunCreate.validate_jsonl(3)  # type: ignore[arg-type]


def test_a_source_that_asks_for_lines_itself() -> None:
    class Recursive:
        def read(self, size: int) -> bytes:
            next(batch)
            return b""

    batch = TaskRunCreate.validate_jsonl(Recursive())
    with pytest.raises(ValueError, match="the lines are being read already"):
        next(batch)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only Unix forks")
def test_a_forked_process_is_told_that_the_lines_stay_behind() -> None:
    script = f"""
import os
from prefect_taskrun import TaskRunCreate

batch = TaskRunCreate.validate_jsonl(({payload("a")!r} + b"\\n") * 100_000)
next(batch)
child = os.fork()
if child == 0:
    try:
        list(batch)
    except RuntimeError as error:
        os._exit("only in the process that began" in str(error))
    os._exit(2)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
assert sum(1 for _ in batch) == 99_999
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_who_wants_no_more_lines_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_bytes((payload("a") + b"\n") * 100_000)
    # In a process of its own, where nobody else opens files or starts threads.
    script = f"""
import os, sys
from prefect_taskrun import TaskRunCreate

def files():
    return [fd for fd in os.listdir("/proc/self/fd") if os.path.realpath(f"/proc/self/fd/{{fd}}") == {str(path)!r}]

def threads():
    return len(os.listdir("/proc/self/task"))

for leave in ("close", "drop", "never begin", "end a with"):
    batch = TaskRunCreate.validate_jsonl({str(path)!r})
    assert files()
    if leave != "never begin":
        assert next(batch).line == 1
        # Python's own thread is one of those at work.
        assert (threads() > 1) == (len(os.sched_getaffinity(0)) > 1)
    if leave == "close":
        batch.close()
        assert list(batch) == []
    elif leave == "end a with":
        with batch as same:
            assert same is batch
        assert not files()
    del batch
    assert not files(), leave
    for _ in range(10_000_000):
        if threads() == 1:
            break
    assert threads() == 1, leave
"""
    if sys.platform == "linux":
        done = subprocess.run([sys.executable, "-X", "dev", "-W", "error", "-c", script], check=True, stderr=subprocess.PIPE, text=True)
        # Python tells of files that nobody closed.
        assert done.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="counts the threads in /proc")
def test_a_few_lines_take_no_thread() -> None:
    script = f"""
import os
from prefect_taskrun import TaskRunCreate

for _ in TaskRunCreate.validate_jsonl(({payload("a")!r} + b"\\n") * 100):
    assert len(os.listdir("/proc/self/task")) == 1
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_where_no_thread_can_be_had() -> None:
    # No machine has room for such a stack, so that no thread starts: as in Pyodide, and where a process may have no more of them.
    script = f"""
from prefect_taskrun import TaskRunCreate
lines = TaskRunCreate.validate_jsonl(b'{{}}\\n' + {payload("a")!r} + b'\\n' * {5 * CHUNK} + b' ' * {5 * CHUNK} + {payload(1)!r})
print([(line, model.task_key if model else None) for line, model, _ in lines])
"""
    env = os.environ | {"RUST_MIN_STACK": str(1 << 50)}
    found = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True).stdout
    assert found == f"{[(1, None), (2, 'a'), (5 * CHUNK + 2, None)]}\n"


def test_every_line_has_the_context() -> None:
    source = (payload("a") + b"\n") * 3
    context = Context(seed=7)
    expected = TaskRunCreate.model_validate_json(payload("a"), context=context).name
    assert {line.model.name for line in TaskRunCreate.validate_jsonl(source, context=context) if line.model} == {expected}
    # With no seed every line has a name of its own.
    source = (payload("a") + b"\n") * 20
    assert len({line.model.name for line in TaskRunCreate.validate_jsonl(source) if line.model}) > 10


def test_as_another_release_does() -> None:
    source = b'{"task_key": "a", "dynamic_key": "b", "labels": {}}'
    [old] = TaskRunCreate.validate_jsonl(source, server_version="3.1.4")
    assert isinstance(old.error, ValidationError)
    [new] = TaskRunCreate.validate_jsonl(source, server_version="3.1.5")
    assert new.error is None
    with pytest.raises(ValueError, match="`three` is no release of Prefect"):
        TaskRunCreate.validate_jsonl(source, server_version="three")


def test_every_model_reads_lines() -> None:
    [line] = State.validate_jsonl(b'{"type": "RUNNING"}')
    assert isinstance(line.model, State)
    for name in ("StateCreate", "TaskRunUpdate", "TaskRun", "StateDetails", "TaskRunPolicy", "Parameter"):
        model = getattr(prefect_taskrun, name)
        [line] = model.validate_jsonl(b"[]")
        assert line.error.title == name
        assert line.error.errors() == _errors(model)


def _errors(model: Any) -> Any:
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(b"[]")
    return caught.value.errors()


def test_the_body_that_was_refused() -> None:
    for body in (b"\xef\xbb\xbf[]", '["é"]'):
        with pytest.raises(ValidationError) as caught:
            TaskRunCreate.model_validate_json(body)
        assert caught.value.body == (body if isinstance(body, bytes) else body.encode())
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate({})
    assert caught.value.body is None


MEASURE = """
import resource
from prefect_taskrun import TaskRunCreate

class Endless:
    left = {lines}

    def read(self, size):
        count = min(self.left, size // 400)
        self.left -= count
        return (b'{{"task_key": "a", "dynamic_key": "0"}}'.ljust(399) + b"\\n") * count

for _ in TaskRunCreate.validate_jsonl(Endless()):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_source() -> None:
    def peak(lines: int) -> int:
        command = [sys.executable, "-c", MEASURE.format(lines=lines)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    # Kilobytes; the longer source has 50 megabytes more.
    assert peak(130_000) - peak(5_000) < 10_000
