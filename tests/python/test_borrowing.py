"""Models borrow texts of what they are made of, and must neither lose them nor hold on to anything else."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

from prefect_taskrun import TaskRunCreate


class Tags(list):  # type: ignore[type-arg]
    """A list that can be watched."""


class Text(str):
    """A text that can refer to something."""


def payload() -> dict[str, Any]:
    """A payload whose every text is an object of its own."""
    return {
        "".join(["task", "_key"]): "".join(["load ", "é" * 20]),
        "dynamic_key": "".join(["0", "1"]),
        "tags": Tags("".join(["tag ", str(number)]) for number in range(100)),
        "labels": {"".join(["label ", str(number)]): "".join(["value ", str(number)]) for number in range(100)},
    }


def test_texts_outlive_what_they_came_in() -> None:
    given = payload()
    expected = TaskRunCreate.model_validate_json(TaskRunCreate.model_validate(payload()).model_dump_json())
    create = TaskRunCreate.model_validate(given)
    given["tags"].clear()
    given["labels"].clear()
    given.clear()
    del given
    gc.collect()
    # What was freed is used again.
    assert len({"".join(["tag ", str(number), "!"]) for number in range(10_000)}) == 10_000
    assert create.model_copy() == create
    assert create.tags == expected.tags
    assert create.labels == expected.labels
    assert create.task_key == expected.task_key


def test_nothing_but_texts_is_held() -> None:
    given = payload()
    text = Text("nightly")
    text.again = given  # type: ignore[attr-defined]
    given["tags"].append(text)
    watched = [weakref.ref(given["tags"]), weakref.ref(text)]
    create = TaskRunCreate.model_validate(given)
    given["create"] = create
    assert create.tags[-1] == "nightly"
    del given, create, text
    gc.collect()
    assert [ref() for ref in watched] == [None, None]


def test_a_model_is_dropped_by_another_thread() -> None:
    models = [TaskRunCreate.model_validate(payload()) for _ in range(100)]
    thread = threading.Thread(target=models.clear)
    thread.start()
    thread.join()
    assert models == []
