import pytest

from manim_nodes.render.hardware_encoders import (
    HARDWARE_ENCODERS,
    HardwareEncoder,
    hardware_faults,
)


@pytest.mark.slow
def test_an_encoder_is_usable_if_it_encodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        HARDWARE_ENCODERS, "card", HardwareEncoder("Card", "libx264", (("crf", "23"),))
    )
    monkeypatch.setitem(HARDWARE_ENCODERS, "none", HardwareEncoder("None", "h264_none", ()))
    faults = dict(hardware_faults(["none", "card"]))
    assert faults["card"] is None
    assert faults["none"]
