from pathlib import Path

import pytest

from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.limits import TEX_LIMITS
from manim_nodes.sandbox.tiers import Tier

CARD = Path("/dev/dri")


@pytest.mark.parametrize(
    ("tier", "wanted"),
    [(Tier.BUBBLEWRAP, "--dev-bind-try /dev/dri /dev/dri"), (Tier.LANDLOCK, "write=/dev/dri")],
)
def test_a_process_gets_a_device_only_where_it_is_given(
    tier: Tier, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("manim_nodes.sandbox.bubblewrap._program", lambda name: name)
    lines = [
        " ".join(confined(["true"], tier=tier, folder=tmp_path, limits=TEX_LIMITS, devices=devices))
        for devices in ((), (CARD,))
    ]
    assert [wanted in line for line in lines] == [False, True]
