"""Pages of what is no node: the project itself, and frames."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import FieldAction, FieldEvent
from manim_nodes.app.inspector.form import Form
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.sections import Section
from manim_nodes.app.inspector.selection_state import RowState
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.document import edits
from manim_nodes.document.model import FORMULAS, MAX_NAME_LENGTH, OWN_STYLE, Document, Settings
from manim_nodes.document.picture_formats import FORMATS, format_of, use_format
from manim_nodes.document.values import JSON, same
from manim_nodes.editing.session import Session
from manim_nodes.editing.styles import change_style, use_style
from manim_nodes.graph.style import style_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.color_roles import BACKGROUND_ROLE, ROLE_TITLES
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.styles import Style
from manim_nodes.translation import tr, tr_later

LINES = (480, 720, 1080, 1440, 2160)
_OWN_SHAPE = tr_later("Custom")
_OF_ITS_OWN = tr_later("A style of its own")

Read = Callable[[Document], Mapping[str, JSON]]
Write = Callable[[Document, str, JSON], Document]


class SettingsPage(QWidget):
    """A title and one section of fields.

    Parameters
    ----------
    read, write : how the fields, by name, come from a document and go into it
    """

    def __init__(
        self,
        session: Session,
        context: EditorContext,
        parameters: Sequence[Parameter],
        initiator: object,
    ) -> None:
        super().__init__()
        self._run = EditRun(session, initiator)
        self._key: object = None
        self._read: Read | None = None
        self._write: Write | None = None
        self._title = Label(self)
        self._title.setProperty("heading", True)
        self._note = Label(self, wordWrap=True)
        self._note.setProperty("dim", True)
        self.form = Form([Section("", tuple(parameters))], context, self._handle, set(), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(10)
        for part in (self._title, self._note, self.form):
            column.addWidget(part)
        column.addStretch()

    def row(self, name: str) -> ParameterRow | None:
        """Unfold the section of a parameter and return its row, if there is one."""
        return self.form.row(name)

    def set_subject(self, title: str, note: str, key: object, read: Read, write: Write) -> None:
        """Set what is shown from now on.

        Parameters
        ----------
        key : tells subjects apart, so that edits of one are never merged with those of another
        """
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._key, self._read, self._write = key, read, write

    def show_document(self, document: Document, *, is_other: bool) -> None:
        """Show what the document holds now."""
        if self._read is None:
            return
        values = self._read(document)

        def state(parameter: Parameter) -> RowState:
            value = values.get(parameter.name)
            can_reset = not same(value, parameter.default) and not parameter.required
            return RowState(value=value, can_reset=can_reset)

        self.form.show_states(state, values, is_other=is_other)

    def _handle(self, event: FieldEvent) -> str | None:
        write, parameter = self._write, event.parameter
        if write is None:
            return None
        value = parameter.default if event.action is FieldAction.RESET else event.value
        return self._run.handle(
            event, lambda document: write(document, parameter.name, value), self._key
        )


def settings_parameters(library: Library) -> list[Parameter]:
    """Return the fields of a project."""
    default = Settings()
    size = {"type": "number", "exclusive_minimum": 0, "step": 0.1, "unit": "units"}
    return [
        Parameter(
            name="name",
            type="string",
            title=tr_later("Project name"),
            required=True,
            minimum=1,
            description=tr("Up to {count} characters.", count=MAX_NAME_LENGTH),
        ),
        Parameter(
            name="style",
            type="choice",
            default=default.style,
            choices=(*library.styles, OWN_STYLE),
            choice_titles=(*(style.title for style in library.styles.values()), _OF_ITS_OWN),
            title=tr_later("Style"),
            description=tr_later(
                "Background, colors, typefaces, lines and times, where a node does not say otherwise."
            ),
        ),
        Parameter(
            name="background",
            type="color",
            description=tr_later("Color behind the scene; that of the style if not set."),
        ),
        Parameter(
            name="formulas",
            type="choice",
            default=default.formulas,
            choices=FORMULAS,
            description=tr_later("What sets the digits of numbers, unless a node says otherwise."),
        ),
        Parameter(
            name="picture_format",
            type="choice",
            default=FORMATS[0].title,
            choices=(*(each.title for each in FORMATS), _OWN_SHAPE),
            title=tr_later("Picture format"),
            description=tr_later("The shape of the picture, by where the film is shown."),
        ),
        Parameter.model_validate({"name": "frame_width", "default": default.frame_width, **size}),
        Parameter.model_validate({"name": "frame_height", "default": default.frame_height, **size}),
        Parameter(
            name="lines",
            type="choice",
            default=default.lines,
            choices=LINES,
            title=tr_later("Film size"),
            unit=tr_later("lines"),
            description=tr_later(
                "How many lines of pixels the exported film has on its shorter side."
            ),
        ),
        Parameter(
            name="frame_rate",
            type="number",
            default=default.frame_rate,
            minimum=15,
            maximum=120,
            step=1,
            title=tr_later("Frame rate"),
            unit=tr_later("frames a second"),
            description=tr_later("Of the exported film; the preview has one of its own."),
        ),
        Parameter(
            name="seed",
            type="integer",
            default=default.seed,
            minimum=0,
            maximum=2**32 - 1,
            title=tr_later("Random seed"),
            description=tr_later(
                "Another one gives other random numbers, the same on every machine."
            ),
        ),
    ]


def read_settings(document: Document) -> Mapping[str, JSON]:
    """Return the values of the fields of a project."""
    fields = {name: getattr(document.settings, name) for name in Settings.model_fields}
    shape = format_of(document.settings)
    title = shape.title if shape is not None else _OWN_SHAPE
    own = fields["background"] != Settings().background
    background = fields["background"] if own else None
    return {**fields, "name": document.name, "picture_format": title, "background": background}


def write_settings(session: Session, ask_own_shape: Callable[[], object]) -> Write:
    """Return the edit that changes a field of a project; a style brings its background along.

    A style of its own begins as the one that the project has.

    Parameters
    ----------
    ask_own_shape : called when the picture is to have a shape of its own, which its width and height say
    """

    def write(document: Document, name: str, value: JSON) -> Document:
        library = session.library
        if name == "name":
            return edits.rename_document(document, str(value or "").strip())
        if name == "picture_format":
            names = {each.title: each.name for each in FORMATS}
            if value == _OWN_SHAPE:
                ask_own_shape()
            return use_format(document, names.get(str(value), ""))
        if name == "style" and value == OWN_STYLE:
            return change_style(document, library, {})
        if name == "style":
            return use_style(document, str(value))
        if name == "background":
            value = _kept_background(value, library)
        return edits.set_settings(document, **{name: value})

    return write


def _kept_background(color: JSON, library: Library) -> JSON:
    """Return what a project holds for a background; none is that of the style, which black may not be."""
    default = Settings().background
    if color is None:
        return default
    is_default = library.names.color_number(str(color)).upper() == default
    return "BLACK" if is_default and library.names.roles[BACKGROUND_ROLE] != default else color


def style_parameters(library: Library) -> list[Parameter]:
    """Return the fields of a style of the project's own."""
    fields = Style.model_fields
    colors = [
        Parameter(name=name, type="color", title=title, required=True)
        for name, title in ROLE_TITLES.items()
    ]
    typefaces = [
        Parameter(name="font", type="font", default="", title=tr_later("Typeface")),
        Parameter(
            name="code_font",
            type="font",
            default=fields["code_font"].default,
            title=tr_later("Typeface of code"),
        ),
    ]
    code = library.get("Code")
    schemes = Parameter(
        name="code_scheme",
        type="choice",
        default=fields["code_scheme"].default,
        choices=code.parameters["formatter_style"].choices if code else (),
        title=tr_later("Colors of code"),
    )
    return [
        Parameter(name="title", type="string", title=tr_later("Name"), required=True, minimum=1),
        *colors,
        *typefaces,
        schemes,
        Parameter(
            name="stroke_width",
            type="number",
            default=fields["stroke_width"].default,
            exclusive_minimum=0,
            maximum=40,
            step=0.5,
            title=tr_later("Width of lines"),
            description=tr_later("4 is usual; thinner and thicker ones stay so in proportion."),
        ),
        Parameter(
            name="run_time",
            type="number",
            default=fields["run_time"].default,
            exclusive_minimum=0,
            maximum=10,
            step=0.1,
            title=tr_later("Times"),
            unit=tr_later("times as long"),
            description=tr_later("How long plays take that have no time of their own."),
        ),
        Parameter(
            name="rate_func",
            type="rate_function",
            default=fields["rate_func"].default,
            title=tr_later("Way of moving"),
            description=tr_later("How the speed of plays varies."),
        ),
    ]


def read_style(session: Session) -> Read:
    """Return the function that finds the values of a style of the project's own."""

    def read(document: Document) -> Mapping[str, JSON]:
        style = style_of(document.settings, session.library)
        return {**style.model_dump(), **style.colors}

    return read


def write_style(session: Session) -> Write:
    """Return the edit that changes a field of a style of the project's own."""

    def write(document: Document, name: str, value: JSON) -> Document:
        return change_style(document, session.library, {name: value})

    return write


def frame_parameters() -> list[Parameter]:
    """Return the fields of a frame."""
    return [
        Parameter(name="title", type="string", default="", title=tr_later("Title")),
        Parameter(name="text", type="text", default="", title=tr_later("Text")),
        Parameter(name="color", type="color", title=tr_later("Color")),
    ]


def read_frame(frame_id: str) -> Read:
    """Return the function that finds the values of a frame's fields."""

    def read(document: Document) -> Mapping[str, JSON]:
        frame = next((frame for frame in document.frames if frame.id == frame_id), None)
        if frame is None:
            return {}
        return {"title": frame.title, "text": frame.text, "color": frame.color}

    return read


def write_frames(frame_ids: Sequence[str]) -> Write:
    """Return the edit that changes a field of frames."""

    def write(document: Document, name: str, value: JSON) -> Document:
        empty = None if name == "color" else ""
        for frame_id in frame_ids:
            changes = {name: empty if value is None else value}
            document = edits.change_frame(document, frame_id, **changes)
        return document

    return write
