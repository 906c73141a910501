"""Points along Bézier curves."""

from typing import cast

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

_MANY_CURVES = 12


def sampled(curves: Points) -> Points:
    """Return points along curves, one after another, more of each where there are few.

    Parameters
    ----------
    curves : (curves, 4, 3), the end of each the start of the next
    """
    t = np.linspace(0, 1, 2 if len(curves) > _MANY_CURVES else 8, endpoint=False)
    weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1)
    line = np.einsum("tk,nkd->ntd", weights, curves).reshape(-1, 3)
    return cast("Points", np.concatenate([line, curves[-1:, 3]]))
