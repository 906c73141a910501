"""The editor of values whose type nobody knows: as the file has them."""

import json
from typing import Any

from manim_nodes.app.inspector.editors.texts import TextEditor


class JSONEditor(TextEditor):
    """A value as JSON; text that is no JSON is taken as it is typed."""

    @property
    def value(self) -> Any:
        text = self._field.toPlainText()
        if not text.strip():
            return None
        try:
            return json.loads(text)
        except ValueError:
            return text

    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else json.dumps(value, ensure_ascii=False))
