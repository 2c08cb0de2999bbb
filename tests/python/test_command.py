"""The command line, as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("prefect-taskrun")
ROOT = Path(__file__).parents[2]


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], input=stdin, capture_output=True, text=True, cwd=ROOT, check=False)


def test_create_prints_the_run() -> None:
    done = run("create", "--now", "2026-01-02T03:04:05.678901Z", "--seed", "1", "examples/task_run.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["created"] == "2026-01-02T03:04:05.678901Z"
    assert done.stdout.count("\n") == 1


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


def test_a_long_line_is_cut() -> None:
    body = '{"task_key": "%s", "dynamic_key": 12, "tags": ["%s"]}' % ("x" * 5000, "y" * 5000)
    lines = run("check", "-", stdin=body).stdout.splitlines()
    assert len(lines[1]) <= 104
    assert lines[1][lines[2].index("^") :].startswith("12,")


def test_colour_is_for_terminals() -> None:
    import pty

    ours, theirs = pty.openpty()
    subprocess.run([COMMAND, "check", "examples/bad_task_run.json"], stdout=theirs, cwd=ROOT, check=False)
    assert b"\033[31m^" in os.read(ours, 10_000)
    assert "\033" not in run("check", "examples/bad_task_run.json").stdout


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    for file, reason in [("nowhere.json", "No such file or directory"), (str(tmp_path), "Is a directory")]:
        for command in ("create", "check"):
            done = run(command, file)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr == f"prefect-taskrun: {file}: {reason}\n"


def test_a_bad_option_is_one_clear_line() -> None:
    for now in ("tomorrow", "2026-01-02"):
        done = run("create", "--now", now, "examples/task_run.json")
        assert done.returncode == 2
        assert "argument --now" in done.stderr
    done = run("create", "--seed", "-1", "examples/task_run.json")
    assert done.returncode == 2
    assert "argument --seed" in done.stderr


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect_taskrun", "--help"], capture_output=True, text=True, check=True
    )
    assert "create" in done.stdout and "check" in done.stdout


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
    words = "prefect-taskrun: `3.10.0` is newer than 3.9.1, the newest release known: its rules are taken\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", words)
    done = run("check", "--server-version", "three", "-", stdin=LABELLED)
    assert done.returncode == 2
    assert done.stderr.endswith("`three` is no release of Prefect: expected one such as `3.9.1`\n")
