"""How well colors stand out from one another, as the Web Content Accessibility Guidelines (WCAG) 2.2 measure it."""

from collections.abc import Iterable

from PySide6.QtGui import QColor

TEXT, GRAPHICS = 4.5, 3.0
"""The least ratios for text, and for what one must see to know what it is (WCAG 1.4.3 and 1.4.11)."""

_STEP = 106  # percent; a change that is just seen


def contrast(one: QColor, other: QColor) -> float:
    """Return the ratio of two colors' luminances, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def standing_out(color: QColor, grounds: Iterable[QColor], ratio: float) -> QColor:
    """Return a color that stands out from all of ``grounds``: darker where these are bright, else lighter."""
    grounds = tuple(grounds)
    found = QColor(color)
    if all(contrast(found, ground) >= ratio for ground in grounds):
        return found
    is_bright = all(ground.lightness() > 128 for ground in grounds)
    if not is_bright and found.value() == 0:
        found = QColor("#303030")  # black can be made no lighter by a factor
    while any(contrast(found, ground) < ratio for ground in grounds):
        nearer = found.darker(_STEP) if is_bright else found.lighter(_STEP)
        if nearer == found:
            return QColor("#000000" if is_bright else "#ffffff")
        found = nearer
    return found


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
