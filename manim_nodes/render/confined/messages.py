"""What passes between us and a process that draws: lines of JSON, never objects.

What we say is read as it is. What the process says may be anything, once it is taken over: each line is checked.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from manim_nodes.codegen.script import Play, Script, SourceMap, Span
from manim_nodes.render.failures import RenderError
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.layout_faults import LayoutFault
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview import RenderTimeoutError
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewNote
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.render.preview.unseen import Unseen
from manim_nodes.render.quality import Quality

_MOST_ROUNDS = 10_000
LONGEST_LINE = 16 * 1024 * 1024

Task = Literal["film", "frame", "outlines"]


# what we say


@dataclass(frozen=True, slots=True)
class Request:
    """Something to be drawn.

    Parameters
    ----------
    number : of the frame, if it is about one
    known : how many frames each picture of a step stands for, for steps that need not be drawn, by key
    """

    task: Task
    script: Script
    settings: PreviewSettings
    number: int
    known: Mapping[str, Sequence[int]]


def known_counts(known: Mapping[str, Sequence[PreviewFrame]]) -> dict[str, list[int]]:
    """Return of known steps what a request says of them."""
    return {key: [frame.count for frame in frames] for key, frames in known.items()}


def request_line(request: Request) -> str:
    """Return a request as one line."""
    return json.dumps(asdict(request), default=str)


def read_request(line: bytes) -> Request:
    """Return the request of a line that `request_line` made."""
    found = json.loads(line)
    script, settings = found["script"], found["settings"]
    source_map = SourceMap(
        tuple(Span(*each) for each in script["source_map"]["spans"]),
        tuple(Play(*each) for each in script["source_map"]["plays"]),
        script["source_map"]["players"],
    )
    return Request(
        found["task"],
        Script(script["source"], script["scene_name"], source_map),
        PreviewSettings(
            **settings
            | {
                "cache_dir": Path(settings["cache_dir"]),
                "quality": Quality(**settings["quality"]),
                "assets_dir": Path(settings["assets_dir"]) if settings["assets_dir"] else None,
                "readable": (),  # a process cannot choose
            }
        ),
        found["number"],
        found["known"],
    )


# what the process says

_Count = Annotated[int, Field(ge=1, le=10**8)]
_Text = Annotated[str, Field(max_length=1_000_000)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class ReadyMessage(_Message):
    """Manim is imported; requests are read from now on."""

    kind: Literal["ready"] = "ready"


class StepMessage(_Message):
    """A play begins."""

    kind: Literal["step"] = "step"
    index: Annotated[int, Field(ge=0, le=10**6)]
    node_id: _Text | None
    key: _Text
    is_known: bool


class FrameMessage(_Message):
    """The next picture of the step is in a slot, which is not used again before it is said to be free."""

    kind: Literal["frame"] = "frame"
    slot: int
    height: int
    width: int
    count: _Count


class KnownFrameMessage(_Message):
    """The frame that was asked for is one that is known."""

    kind: Literal["known"] = "known"
    key: _Text
    index: Annotated[int, Field(ge=0)]


class StepEndMessage(_Message):
    """The step has no more frames."""

    kind: Literal["step_over"] = "step_over"


class SoundPartMessage(_Message):
    """What is heard of a sound, or of that of a video."""

    start_s: Annotated[float, Field(ge=0)]
    length_s: Annotated[float, Field(gt=0)] | None
    speed: Annotated[float, Field(gt=0)]
    rounds: Annotated[int, Field(ge=1, le=_MOST_ROUNDS)]
    skipped_s: Annotated[float, Field(ge=0)]
    fade_in_s: Annotated[float, Field(ge=0)] = 0.0
    fade_out_s: Annotated[float, Field(ge=0)] = 0.0


class SoundMessage(_Message):
    """The scene has another sound."""

    kind: Literal["sound"] = "sound"
    file: Path
    time_s: Annotated[float, Field(ge=0)]
    gain_db: float
    background_gain_db: float
    part: SoundPartMessage | None = None

    @property
    def sound(self) -> Sound:
        """Return it as a sound of ours."""
        part = SoundPart(**self.part.model_dump()) if self.part is not None else None
        return Sound(self.file, self.time_s, self.gain_db, self.background_gain_db, part)


class OutlinesMessage(_Message):
    """It is known what is where."""

    kind: Literal["outlines"] = "outlines"
    outlines: tuple[Outline, ...]


class FailureMessage(_Message):
    """An error, as the process words it."""

    message: _Text
    node_id: _Text | None
    step: int | None
    hint: _Text | None
    detail: _Text
    is_timeout: bool

    @property
    def error(self) -> RenderError:
        """Return it as an error of ours."""
        kind = RenderTimeoutError if self.is_timeout else RenderError
        return kind(
            self.message, node_id=self.node_id, step=self.step, hint=self.hint, detail=self.detail
        )


class EndMessage(_Message):
    """The request has been dealt with."""

    kind: Literal["over"] = "over"
    outcome: Outcome = Outcome.FINISHED
    error: FailureMessage | None = None
    unseen: tuple[Unseen, ...] = ()
    notes: tuple[PreviewNote, ...] = ()
    absent: tuple[_Text, ...] = ()
    layout_faults: tuple[LayoutFault, ...] = ()


Message = (
    ReadyMessage
    | StepMessage
    | FrameMessage
    | KnownFrameMessage
    | StepEndMessage
    | SoundMessage
    | OutlinesMessage
    | EndMessage
)

_messages: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])


def read_message(line: bytes) -> Message:
    """Return the message of a line.

    Raises
    ------
    ValueError : it is none
    """
    return _messages.validate_json(line)


def message_line(kind: str, **fields: Any) -> bytes:
    """Return a message as a line; what is no text that can be written becomes question marks."""
    return json.dumps({"kind": kind, **fields}, ensure_ascii=False).encode("utf-8", "replace")


def fault_of(error: RenderError) -> dict[str, Any]:
    """Return of an error what its message says."""
    return {
        "message": error.message,
        "node_id": error.node_id,
        "step": error.step,
        "hint": error.hint,
        "detail": error.detail,
        "is_timeout": isinstance(error, RenderTimeoutError),
    }
