"""The command line, as a user runs it."""

import gzip
import json
import os
import subprocess
import sys
import sysconfig
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from prefect_taskrun import Context, TaskRunCreate, __version__, create_task_run

COMMAND = Path(sysconfig.get_path("scripts"), "prefect-taskrun")
ROOT = Path(__file__).parents[2]


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], input=stdin, capture_output=True, text=True, cwd=ROOT, check=False)


def test_create_prints_the_run() -> None:
    done = run("create", "--now", "2026-01-02T03:04:05.678901Z", "--seed", "1", "examples/task_run.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["created"] == "2026-01-02T03:04:05.678901Z"
    assert done.stdout.count("\n") == 1


def test_create_prints_what_the_package_makes() -> None:
    now, body = "2026-01-02T03:04:05.678901+00:00", (ROOT / "examples/task_run.json").read_bytes()
    unnamed = b'{"task_key": "load", "dynamic_key": "0", "state": {"type": "SCHEDULED"}}'
    context = Context(now=datetime.fromisoformat(now), seed=7)
    for payload, indent in ((body, 0), (body, 99), (unnamed, None), (unnamed, 2)):
        made = create_task_run(TaskRunCreate.model_validate_json(payload, context=context), context=context)
        options = [] if indent is None else ["--indent", str(indent)]
        done = run("create", "--now", now, "--seed", "7", *options, "-", stdin=payload.decode())
        assert done.stdout == made.model_dump_json(indent=indent) + "\n"


def test_its_version_is_the_package_s() -> None:
    assert run("--version").stdout == f"prefect-taskrun {version('prefect-taskrun')}\n"
    assert __version__ == version("prefect-taskrun")


def test_create_of_a_bad_payload_prints_no_run() -> None:
    done = run("create", "-", stdin='{"task_key": "a"}')
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "<stdin>:1:1: dynamic_key: Field required [missing]",
        '    {"task_key": "a"}',
        "    ^^^^^^^^^^^^^^^^^",
    ]


def test_check_says_file_line_and_column() -> None:
    done = run("check", "examples/task_run.json", "examples/bad_task_run.json")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 13 * 3
    assert lines[9:12] == [
        "examples/bad_task_run.json:7:15: task_key: Input should be a valid string [string_type]",
        '      "task_key": 42,',
        "                  ^^",
    ]


def test_check_of_good_payloads_is_silent() -> None:
    done = run("check", "examples/task_run.json", "-", stdin='{"task_key": "a", "dynamic_key": "b"}')
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_of_what_is_not_json() -> None:
    done = run("check", "-", stdin='{"task_key":\n  nul}')
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["<stdin>:2:3: not JSON: Expecting value [json_invalid]", "      nul}", "      ^"]


def test_a_caret_stands_under_its_value() -> None:
    body = '{"task_key": "日本 e\u0301", "dynamic_key": 12, "x": {\n}}'
    lines = run("check", "-", stdin=body).stdout.splitlines()
    assert lines[1] == "    " + body.partition("\n")[0]
    # Two of the characters are two columns wide, and one has none of its own.
    assert lines[2] == " " * (4 + body.index("12") + 2 - 1) + "^^"
    assert lines[5] == " " * (4 + body.index('"x"') + 2 - 1) + "^^^"


def test_a_line_is_shown_whatever_its_encoding(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    body = '{"task_key": "é日",\n "dynamic_key": 12}'
    for encoding in ("utf-8", "utf-8-sig", *(f"utf-{bits}{order}" for bits in (16, 32) for order in ("", "-le", "-be"))):
        file.write_bytes(body.encode(encoding))
        assert run("check", str(file)).stdout.splitlines() == [
            f"{file}:2:17: dynamic_key: Input should be a valid string [string_type]",
            '     "dynamic_key": 12}',
            "                    ^^",
        ]
    # Half a character more: it is no text, and there is none to show.
    file.write_bytes(body.encode("utf-16-le") + b"}")
    assert len(run("check", str(file)).stdout.splitlines()) == 1


def test_a_line_is_shown_after_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        file.write_bytes(BAD.encode(encoding))
        _, line, caret = run("check", str(file)).stdout.splitlines()
        assert line.strip() == BAD
        assert line.index("1") == caret.index("^")


def test_a_long_line_is_cut() -> None:
    body = '{"task_key": "%s", "dynamic_key": 12, "tags": ["%s"]}' % ("x" * 5000, "y" * 5000)
    lines = run("check", "-", stdin=body).stdout.splitlines()
    assert len(lines[1]) <= 104
    assert lines[1][lines[2].index("^") :].startswith("12,")


def test_errors_in_a_long_line_are_told_at_once() -> None:
    tag, count = '"🙂", 1, ', 20_000
    body = '{"task_key": "a", "dynamic_key": "b", "tags": [%s"z"]}' % (tag * count)
    # It takes a second; minutes, if all of the line were looked at for each error.
    done = subprocess.run([COMMAND, "check", "-"], input=body.encode(), capture_output=True, check=False, timeout=60)
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 3 * count
    before, after = (tag * count)[:-3][-50:], (tag * count)[-3:] + tag * count
    # Each face is two columns wide.
    caret = " " * (5 + len(before) + before.count("🙂")) + "^"
    assert lines[3 * count // 2 + 1 :][:2] == [f"    …{before}{after[:49]}", caret]


def test_colour_is_for_terminals() -> None:
    for variables, coloured in [
        ({}, True),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ]:
        printed = on_a_terminal("check", "examples/bad_task_run.json", **variables)
        assert ("\033[31m^" in printed, "\033" in printed) == (coloured, coloured), variables
        assert ("\033[1mexamples/bad_task_run.json:7:15:\033[0m task_key" in printed) == coloured
    assert "\033" not in run("check", "examples/bad_task_run.json").stdout


def test_a_payload_cannot_tell_the_terminal_what_to_do() -> None:
    payload = {"task_key": "a", "dynamic_key": "b", "\033[2J\nb": 1, "id": "\033" * 8, "k" * 5000: 2}
    lines = run("check", "-", stdin=json.dumps(payload)).stdout.splitlines()
    assert [line.partition(" ")[2] for line in lines[::3]] == [
        r"id: Input should be a valid UUID, invalid character: found `\x1b` at 0 [uuid_parsing]",
        r"\x1b[2J\nb: Extra inputs are not permitted [extra_forbidden]",
        f"{'k' * 99}…: Extra inputs are not permitted [extra_forbidden]",
    ]


def test_the_payload_as_a_whole_has_no_name() -> None:
    told = "<stdin>:1:1: Input should be a valid dictionary or object to extract fields from [model_attributes_type]"
    assert run("check", "-", stdin="[]").stdout.splitlines()[0] == told


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_file_s_name_is_shown_as_text(tmp_path: Path) -> None:
    names = [(b"n\xff.json", r"n\udcff.json"), (b"\033[2J\n.json", r"\x1b[2J\n.json"), ("é.json".encode(), "é.json")]
    for name, text in names:
        file = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
        Path(file).write_text(BAD)
        for options in ([], ["--jsonl"], ["--all-versions"]):
            done = run("check", *options, file)
            assert (done.returncode, done.stderr) == (1, "")
            assert done.stdout.startswith(f"{tmp_path}/{text}:")
        assert run("check", file + "x").stderr == f"prefect-taskrun: {tmp_path}/{text}x: No such file or directory\n"


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    missing = "No such file or directory"
    folder = "Permission denied" if sys.platform == "win32" else "Is a directory"
    for file, name, reason in [
        ("nowhere.json", "nowhere.json", missing),
        ("", "''", missing),
        (str(tmp_path), str(tmp_path), folder),
    ]:
        for command in (["create"], ["check"], ["check", "--jsonl"]):
            done = run(*command, file)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr == f"prefect-taskrun: {name}: {reason}\n"


def test_a_file_that_cannot_be_read_keeps_none_from_being_checked() -> None:
    done = run("check", "nowhere.json", "-", "examples", stdin="[]")
    assert done.returncode == 2
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:1]] == ["<stdin>"]
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["nowhere.json", "examples"]


def test_a_bad_option_is_one_clear_line() -> None:
    for option, value, words in [
        ("--now", "tomorrow", "not a datetime such as 2023-11-07T05:31:56Z"),
        ("--now", "2026-01-02", "no offset from UTC, end it with Z, say"),
        ("--now", "9999-12-31T23:59:59-01:00", "not of the years 1 to 9999 in UTC"),
        ("--now", "0001-01-01T00:00:00+01:00", "not of the years 1 to 9999 in UTC"),
        ("--seed", "-1", "not an integer from 0 to 2**128 - 1"),
        ("--seed", "one", "not an integer from 0 to 2**128 - 1"),
        ("--seed", str(2**128), "not an integer from 0 to 2**128 - 1"),
        ("--indent", "-1", "not a number of spaces from 0 to 99"),
        ("--indent", "two", "not a number of spaces from 0 to 99"),
        ("--indent", "100", "not a number of spaces from 0 to 99"),
        ("--indent", "9" * 30, "not a number of spaces from 0 to 99"),
    ]:
        done = run("create", f"{option}={value}", "examples/task_run.json")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[-1] == f"prefect-taskrun create: error: argument {option}: {words}: {value}"


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect_taskrun", "--help"], capture_output=True, text=True, check=True
    )
    assert "create" in done.stdout and "check" in done.stdout


@pytest.mark.parametrize("command", ["create", "check"])
def test_the_help_of_a_command_says_its_exit_codes(command: str) -> None:
    told = " ".join(run(command, "--help").stdout.split())
    assert "exit with 1 if" in told and "and with 2 if a file cannot be read." in told


LABELLED = '{"task_key": "a", "dynamic_key": "b", "labels": {}}'
LABELS = [
    "<stdin>:1:39: labels: Extra inputs are not permitted [extra_forbidden]",
    f"    {LABELLED}",
    "    " + " " * 38 + "^" * 8,
]


def test_check_as_another_release_does() -> None:
    done = run("check", "--server-version", "3.1.4", "-", stdin=LABELLED)
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (1, LABELS, "")
    assert run("check", "--server-version", "3.1.5", "-", stdin=LABELLED).returncode == 0


def test_create_as_another_release_does() -> None:
    done = run("create", "--server-version", "3.1.4", "-", stdin=LABELLED)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (1, "", LABELS)
    assert run("create", "--server-version", "3.1.5", "-", stdin=LABELLED).returncode == 0
    failed = '{"task_key": "load", "dynamic_key": "0", "state": {"type": "FAILED"}}'
    for release, has_ended in (("3.6.13", False), ("3.6.14", True)):
        done = run("create", "--server-version", release, "-", stdin=failed)
        assert (json.loads(done.stdout)["end_time"] is not None) == has_ended
    done = run("create", "--server-version", "3.10.0", "-", stdin=failed)
    words = "prefect-taskrun: `3.10.0` is newer than 3.9.1, the newest known, whose rules are taken\n"
    assert (done.returncode, done.stderr) == (0, words)


def test_check_of_all_releases() -> None:
    done = run("check", "--all-versions", "-", stdin=LABELLED)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "<stdin>: refused by Prefect 3.0.0 and newer, before 3.1.5",
        *LABELS,
        "<stdin>: accepted by Prefect 3.1.5 and newer",
    ]
    done = run("check", "--all-versions", "examples/task_run.json")
    assert done.stdout.splitlines()[-1].startswith("examples/task_run.json: accepted by Prefect 3.")


def test_a_release_that_is_not_known() -> None:
    done = run("check", "--server-version", "3.10.0", "-", stdin=LABELLED)
    words = "prefect-taskrun: `3.10.0` is newer than 3.9.1, the newest known, whose rules are taken\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", words)
    done = run("check", "--server-version", "three", "-", stdin=LABELLED)
    assert done.returncode == 2
    assert done.stderr.endswith("`three` is no release of Prefect: expected one such as `3.9.1`\n")


GOOD, BAD = '{"task_key": "a", "dynamic_key": "b"}', '{"task_key": 1, "dynamic_key": "b"}'


def test_check_of_lines(tmp_path: Path) -> None:
    file = tmp_path / "runs.jsonl"
    text = f"{GOOD}\r\n\n{BAD}\n" + '{"task_key": "a"}\nnul'
    for name, content in (("runs.jsonl", text.encode()), ("runs.jsonl.gz", gzip.compress(text.encode()))):
        file = tmp_path / name
        file.write_bytes(content)
        done = run("check", str(file))
        assert (done.returncode, done.stderr) == (1, "")
        assert done.stdout.splitlines() == [
            f"{file}:3:14: task_key: Input should be a valid string [string_type]",
            f"    {BAD}",
            "    " + " " * 13 + "^",
            f"{file}:4:1: dynamic_key: Field required [missing]",
            '    {"task_key": "a"}',
            "    ^^^^^^^^^^^^^^^^^",
            f"{file}:5:1: not JSON: Expecting value [json_invalid]",
            "    nul",
            "    ^",
            f"{file}: 3 of 4 lines refused, with 3 errors",
            "    1 string_type",
            "    1 missing",
            "    1 json_invalid",
        ]


def test_check_of_lines_of_the_standard_input() -> None:
    done = run("check", "--jsonl", "-", stdin=f"{GOOD}\n{GOOD}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run("check", "--jsonl", "--server-version", "3.1.4", "-", stdin=f"{GOOD}\n{LABELLED}")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        LABELS[0].replace(":1:", ":2:"),
        *LABELS[1:],
        "<stdin>: 1 of 2 lines refused, with 1 error",
        "    1 extra_forbidden",
    ]


def test_check_of_lines_by_all_releases() -> None:
    done = run("check", "--jsonl", "--all-versions", "-", stdin=f"{GOOD}\n \t\r\n{LABELLED}\r\n")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "<stdin>:3: refused by Prefect 3.0.0 and newer, before 3.1.5",
        LABELS[0].replace(":1:", ":3:"),
        *LABELS[1:],
        "<stdin>:3: accepted by Prefect 3.1.5 and newer",
        "<stdin>: 1 of 2 lines refused, with 1 error",
        "    1 extra_forbidden",
    ]


def test_the_summary_begins_with_what_is_wrong_most_often() -> None:
    lines = ['{"task_key": 1}'] * 9 + ["{}"] * 3
    done = run("check", "--jsonl", "-", stdin="\n".join(lines))
    assert done.stdout.splitlines()[-3:] == [
        "<stdin>: 12 of 12 lines refused, with 24 errors",
        "    15 missing",
        "     9 string_type",
    ]


def test_a_file_of_lines_that_cannot_be_read(tmp_path: Path) -> None:
    done = run("check", "nowhere.jsonl", "examples/task_run.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "prefect-taskrun: nowhere.jsonl: No such file or directory\n"
    file = tmp_path / "runs.jsonl.gz"
    file.write_text(GOOD)
    done = run("check", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"prefect-taskrun: {file}: Not a gzipped file")
    file.write_bytes(gzip.compress("\n".join([BAD] * 3).encode())[:-1])
    done = run("check", str(file))
    assert done.returncode == 2
    # What was read before counts.
    assert "2 of 2 lines refused, with 2 errors" in done.stdout
    assert done.stderr == f"prefect-taskrun: {file}: Compressed file ended before the end-of-stream marker was reached\n"


def on_a_terminal(*arguments: str, **variables: str) -> str:
    """What the command prints when its standard output and error are a terminal."""
    pty = pytest.importorskip("pty", reason="only Unix has terminals that a program can be at both ends of")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "prefect_taskrun", *arguments]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "NO_COLOR": "", **variables}
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment)
    os.close(theirs)
    printed = b""
    try:
        while piece := os.read(ours, 10_000):
            printed += piece
    except OSError:
        pass  # So Linux says that the terminal is no longer used.
    os.close(ours)
    process.wait()
    return printed.decode()


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "runs.jsonl"
    file.write_text("\n".join([*[GOOD] * 2000, BAD]))
    printed = on_a_terminal("check", str(file))
    assert "100%" in printed and "2,001 lines, 1 refused" in printed
    assert f"\033[1m{file}:\033[0m 1 of 2,001 lines refused, with 1 error" in printed
    assert f"{file}:2001:14:" in printed
    file.write_text(BAD)
    assert "1 line, 1 refused" in on_a_terminal("check", str(file))
    # In a pipe there is nothing of it.
    assert "100%" not in run("check", str(file)).stderr


def test_without_rich_there_is_no_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rich.py").write_text("raise ImportError")
    file = tmp_path / "runs.jsonl"
    file.write_text(BAD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    printed = on_a_terminal("check", str(file))
    assert "100%" not in printed and "1 of 1 line refused, with 1 error" in printed


def test_an_interrupted_check_ends_quietly(tmp_path: Path) -> None:
    file = tmp_path / "runs.jsonl"
    file.write_text(f"{BAD}\n{GOOD}\n")
    # Whoever presses Ctrl-C does so while Python is busy with a line, say.
    script = """
import os, signal, sys
from prefect_taskrun._cli import lines, main

add = lines.Tally.add

def interrupted(tally, outcome):
    add(tally, outcome)
    if tally.lines == 2:
        os.kill(os.getpid(), signal.SIGINT)

# What is started in the background is deaf to Ctrl-C, and leaves that to what it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
lines.Tally.add = interrupted
sys.exit(main(["check", sys.argv[1]]))
"""
    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")
    # What was found so far is said.
    assert done.stdout.endswith("1 of 2 lines refused, with 1 error\n    1 string_type\n")
