"""Functions that scripts carry along where their code calls them: what nodes need and manim does not have.

A script gets the source of those that it calls, and of those that they call, above its scene.
"""

import warnings

import numpy as np
from manim import *


def find_file(name):
    """Return the path of a file beside the script, or in the folder that manim is told to look in."""
    return utils.file_ops.seek_full_path_from_defaults(name, config.get_dir("assets_dir"), [])


def read_video(file):
    """Return a function that gives the picture of a video at a time, and how many seconds it lasts."""
    import av  # comes with manim

    container = av.open(find_file(file))
    stream = container.streams.video[0]
    first = float((stream.start_time or 0) * stream.time_base)
    frames, shown, coming, picture = iter(()), None, None, None

    def decode_from(seconds):
        nonlocal frames, shown, coming
        container.seek(int(seconds / stream.time_base), stream=stream)
        frames = container.decode(stream)
        shown, coming = next(frames, None), next(frames, None)

    def picture_at(seconds):
        nonlocal shown, coming, picture
        seconds = first + seconds + 1e-6
        before = shown
        if shown is None or not shown.time <= seconds < shown.time + 2:
            decode_from(seconds)
        while coming is not None and coming.time <= seconds:
            shown, coming = coming, next(frames, None)
        if shown is not before or picture is None:
            scale = min(1, 1080 / shown.height)
            size = {"width": round(shown.width * scale), "height": round(shown.height * scale)}
            picture = shown.to_ndarray(format="rgba", **size)
            picture = np.rot90(picture, round(getattr(shown, "rotation", 0) / 90))
        return picture.copy()

    return picture_at, float(container.duration or 0) / av.time_base


class Video(ImageMobject):
    """A picture that plays a video while the scene goes on, from when it is first seen."""

    def __init__(self, file, scene, start=0, end=None, speed=1, loop=False, height=3, sound=False):
        picture_at, length = read_video(file)
        length = max((length if end is None else min(end, length)) - start, 1e-3)
        began = None

        def follow(video, dt):
            nonlocal began
            if began is None:
                began = scene.time
                if sound:
                    scene.add_sound(file)
            seconds = round((scene.time - began) * speed, 6)
            seconds = seconds % length if loop else min(seconds, length - 1e-3)
            video.pixel_array = picture_at(start + seconds)
            video.pixel_array[:, :, 3] = video.pixel_array[:, :, 3] * video.stroke_opacity

        super().__init__(picture_at(start))
        self.scale_to_fit_height(height)
        self.add_updater(follow)


def value_at(function, *places):
    """Return what a function gives, and NaN where it is undefined, infinite or not real."""
    try:
        with np.errstate(all="ignore"):
            value = function(*places)
        return float(value) if np.isreal(value) and np.isfinite(value) else np.nan
    except (ArithmeticError, ValueError):
        return np.nan


@np.errstate(all="ignore")
def pieces_within(coordinates, t_range, cuts, low, high, is_noted=True):
    """Return the pieces of a curve that are defined and within limits, each as rows of coordinates.

    They end where the curve leaves the limits, has no value, or jumps.
    """
    start, end, step = t_range
    step = max(step, (end - start) / 10_000)
    bounds = [(a, b, (b - a) / 1e6, b - a) for a, b in zip(map(float, low), map(float, high))]
    undefined, inside = None, (0,) * len(bounds)
    pieces, gaps = [], []

    def sample(t):
        try:
            point = [*coordinates(t)][: len(bounds)]
        except (ArithmeticError, ValueError):
            return t, (), undefined
        if any(isinstance(c, complex) or not abs(c) < np.inf for c in point):
            return t, point, undefined
        sides = (
            (c > b + some) * 1 - (c < a - some) * 1 for c, (a, b, some, _) in zip(point, bounds)
        )
        return t, point, tuple(sides)

    def sample_beside_misses(t):
        here = sample(t)
        if here[2] is undefined:
            before, after = sample(t - step / 1e6), sample(t + step / 1e6)
            if before[2] == after[2] == inside and distance(before, after) < 0.001:
                return t, after[1], inside
        return here

    def distance(a, b):
        return max(abs(c - d) / size for c, d, (*_, size) in zip(a[1], b[1], bounds))

    def follow(a, b, calls, depth=0):
        middle = sample((a[0] + b[0]) / 2)
        sides = {a[2], middle[2], b[2]}
        if sides == {inside}:
            half = max(distance(a, middle), distance(middle, b))
            if half < 0.005 or half <= 0.7 * distance(a, b):
                pieces[-1].append(b)
                return
        elif len(sides) == 1:
            return
        if depth < 24 and next(calls, None):
            follow(a, middle, calls, depth + 1)
            follow(middle, b, calls, depth + 1)
        elif depth < 24 and sides == {inside}:
            pieces[-1].append(b)
        else:
            pieces.extend([[b]] if b[2] == inside else [])
            gaps.append(undefined in sides or inside not in sides)

    cuts = [cut + side for cut in sorted(cuts) if start < cut < end for side in (-1e-8, 1e-8)]
    ends = [start, *cuts, end]
    for first, last in zip(ends[::2], ends[1::2]):
        samples = [sample_beside_misses(t) for t in (*np.arange(first, last, step), last)]
        if samples[0][2] == inside:
            pieces.append([samples[0]])
        for a, b in zip(samples, samples[1:]):
            follow(a, b, iter(range(1, 400)))
    if is_noted and (any(gaps) or not pieces):
        warnings.warn(
            "A curve has no value in part of its range, and is not drawn there.", stacklevel=5
        )
    return [
        thinned(np.array([point for _, point, _ in piece]), bounds)
        for piece in pieces
        if len(piece) > 1
    ]


def thinned(points, bounds):
    """Leave points out that lie closer together than can be seen, and short ends that a smooth curve would overshoot."""
    size = np.array([size for *_, size in bounds])

    def distance(a, b):
        return np.max(abs(a - b) / size)

    kept = [points[0]]
    for point in points[1:-1]:
        if min(distance(point, kept[-1]), distance(point, points[-1])) > 0.0005:
            kept.append(point)
    kept.append(points[-1])
    for _ in range(2):
        while len(kept) > 2 and distance(kept[0], kept[1]) < 0.8 * distance(kept[1], kept[2]):
            del kept[1]
        kept.reverse()
    return np.array(kept)


def limits_of(axes, clip=True):
    """Return the smallest and the largest coordinates on axes; further ones if these may be left."""
    low, high = np.array([(axis.x_min, axis.x_max) for axis in axes.get_axes()]).T
    return (low, high) if clip else (2 * low - high, 2 * high - low)


class CurveInPieces(ParametricFunction):
    """A curve through pieces that are already worked out."""

    def __init__(self, function, pieces, **options):
        self.pieces = pieces
        super().__init__(function, **options)

    def generate_points(self):
        for piece in self.pieces:
            self.start_new_path(piece[0])
            self.add_points_as_corners(piece[1:])
        return self.make_smooth() if self.use_smoothing else self


def curve_within(axes, coordinates, t_range, cuts, clip, **options):
    """Return the curve of what has coordinates on axes, as far as it is defined and within them."""
    low, high = limits_of(axes, clip)
    size = len(low)

    def measured(t):
        point = [*coordinates(t)]
        return [*point, *[0] * (size - len(point))][:size] + [np.hypot(*point[:2])] * is_round

    is_round = isinstance(axes, PolarPlane) and clip
    if is_round:
        low, high = [*low, -high[0]], [*high, high[0]]
    pieces = pieces_within(measured, t_range, cuts, low, high)
    placed = [np.transpose(axes.c2p(*piece.T[:size])) for piece in pieces]
    return CurveInPieces(lambda t: axes.c2p(*coordinates(t)), placed, t_range=t_range, **options)


def plot_within(axes, function, x_range=None, discontinuities=(), clip=True, **options):
    """Plot a function where it is defined and within the axes."""
    start, end, step, *_ = [*(x_range or axes.x_range[:2]), axes.x_range[2] / 10]
    scale = axes.x_axis.scaling.function
    graph = curve_within(
        axes,
        lambda t: (scale(t), function(scale(t))),
        (start, end, step),
        discontinuities,
        clip,
        **options,
    )
    graph.function = lambda x: axes.c2p(x, function(x))
    graph.underlying_function = function
    return graph


def plot_colored_within(axes, function, colorscale, colorscale_axis=1, **options):
    """Plot a function where it is defined and within the axes, in colors that follow its values."""
    graph = plot_within(axes, function, **options)
    x = [axes.p2c(piece[end])[0] for piece in graph.pieces for end in (0, -1)]
    if x:
        x_range = [min(x), max(x), (max(x) - min(x)) / 200]
        values = [value_at(function, each) for each in np.arange(*x_range)]
        known = np.isfinite(values)
        colors = axes.plot(
            lambda x: np.interp(x, np.arange(*x_range)[known], np.array(values)[known]),
            x_range,
            colorscale=colorscale,
            colorscale_axis=colorscale_axis,
        )
        graph.set_stroke(colors.get_stroke_colors()).set_sheen_direction(RIGHT)
    return graph


def antiderivative(graph, y_intercept=0, samples=50):
    """Return the function of the area under a curve, counted from 0."""

    def sums(x, count):
        heights = [value_at(graph.underlying_function, each) for each in np.linspace(0, x, count)]
        return [np.trapezoid(each, dx=x / (count - 1)) for each in (heights, np.abs(heights))]

    def area(x):
        (rough, size), (fine, _) = sums(x, samples), sums(x, 2 * samples)
        return rough + y_intercept if abs(rough - fine) <= 0.05 * abs(size) else np.nan

    return area


def parametric_within(axes, function, t_range, discontinuities=(), clip=True, **options):
    """Plot a parametric curve where it is defined and within the axes."""
    graph = curve_within(axes, function, (*t_range, 0.01)[:3], discontinuities, clip, **options)
    graph.underlying_function = function
    return graph


def polar_within(axes, r_func, theta_range=(0, TAU), discontinuities=(), clip=True, **options):
    """Plot a polar curve where it is defined and within the axes."""
    graph = curve_within(
        axes,
        lambda theta: (r_func(theta) * np.cos(theta), r_func(theta) * np.sin(theta)),
        (*theta_range, 0.01)[:3],
        discontinuities,
        clip,
        **options,
    )
    graph.underlying_function = r_func
    return graph


def function_graph_within(function, x_range=None, discontinuities=(), color=PURE_YELLOW, **options):
    """Return the curve of a function where it is defined, no higher or lower than twice the frame."""
    x_range = (*(x_range or (-config.frame_x_radius, config.frame_x_radius)), 0.01)[:3]
    limits = [x_range[0], -config.frame_height], [x_range[1], config.frame_height]
    pieces = pieces_within(lambda x: (x, function(x)), x_range, discontinuities, *limits)
    placed = [np.insert(piece, 2, 0, axis=1) for piece in pieces]
    graph = CurveInPieces(
        lambda x: np.array([x, function(x), 0]), placed, t_range=x_range, color=color, **options
    )
    graph.underlying_function = function
    return graph


def path_within(function, t_range, discontinuities=(), **options):
    """Return a parametric curve where it is defined, no further away than twice the frame is wide."""
    t_range = (*t_range, 0.01)[:3]
    far = np.full(3, 2 * config.frame_width)
    pieces = pieces_within(function, t_range, discontinuities, -far, far)
    return CurveInPieces(function, pieces, t_range=t_range, **options)


def limited(axes, graph, undefined=np.nan):
    """Return a curve like another that goes no further than the axes, and says where it is undefined."""

    def function(x):
        value = value_at(graph.underlying_function, x)
        return (
            undefined if np.isnan(value) else np.clip(value, axes.y_axis.x_min, axes.y_axis.x_max)
        )

    curve = graph.copy()
    curve.underlying_function = function
    curve.function = lambda x: axes.c2p(x, function(x))
    return curve


def area_within(
    axes, graph, x_range=None, bounded_graph=None, color=(BLUE, GREEN), opacity=0.3, **options
):
    """Return the area under a curve, or between two, where it is defined and within the axes."""
    low, high = axes.y_axis.x_min, axes.y_axis.x_max
    start, end = x_range or (graph.t_min, graph.t_max)
    if bounded_graph is not None:
        start, end = max(start, bounded_graph.t_min), min(end, bounded_graph.t_max)
    base = axes.p2c(axes.c2p(start))[1]

    def edges(x):
        other = base if bounded_graph is None else bounded_graph.underlying_function(x)
        return x, np.clip(graph.underlying_function(x), low, high), np.clip(other, low, high)

    limits = (start, low, low), (end, high, high)
    pieces = pieces_within(edges, (start, end, (end - start) / 200), (), *limits, is_noted=False)
    outlines = [
        [*np.transpose(axes.c2p(x, y)), *np.transpose(axes.c2p(x, other))[::-1]]
        for x, y, other in (piece.T for piece in pieces)
    ]
    return Polygram(*outlines, **options).set_opacity(opacity).set_color(color)


def riemann_within(axes, graph, bounded_graph=None, **options):
    """Return the Riemann rectangles of a curve where it is defined, as high as the axes at most."""
    other = limited(axes, bounded_graph) if bounded_graph is not None else None
    bars = axes.get_riemann_rectangles(limited(axes, graph), bounded_graph=other, **options)
    return VGroup(*[bar for bar in bars if np.isfinite(bar.points).all()])


def vertical_lines_within(axes, graph, x_range=None, num_lines=20, **options):
    """Return lines from the x axis to a curve where it is defined, as long as the axes at most."""
    curve = limited(axes, graph)
    numbers = np.linspace(*(x_range or axes.x_range)[:2], num_lines)
    return VGroup(
        *[
            axes.get_vertical_line(curve.function(x), **options)
            for x in numbers
            if np.isfinite(curve.underlying_function(x))
        ]
    )


def secant_where_defined(axes, x, graph, dx=None, **options):
    """Return the secant of a curve with its slope triangle; nothing where the curve is undefined."""
    dx = dx or float(axes.x_range[1] - axes.x_range[0]) / 10
    if np.isfinite([value_at(graph.underlying_function, each) for each in (x, x + dx)]).all():
        return axes.get_secant_slope_group(x, graph, dx=dx, **options)
    warnings.warn(
        f"The curve has no value at x = {x:.4g}, and no tangent or secant there.", stacklevel=2
    )
    group = VGroup()
    group.secant_line = VMobject()
    return group


def graph_label_within(axes, graph, label, x_val=None, **options):
    """Return a label at the place of a curve that is nearest to x, or furthest right, where it is defined."""
    start, end = axes.x_axis.x_min, axes.x_axis.x_max
    at = end if x_val is None else x_val
    numbers = sorted([at, *np.linspace(start, end, 201)], key=lambda x: abs(x - at))
    values = ((x, value_at(graph.underlying_function, x)) for x in numbers)
    low, high = axes.y_axis.x_min, axes.y_axis.x_max
    places = (x for x, y in values if low <= y <= high or (x == x_val and np.isfinite(y)))
    return axes.get_graph_label(limited(axes, graph, 0), label, x_val=next(places, at), **options)


def point_at(function, *places):
    """Return the point that a function gives, no further away than twice the frame; None where it is undefined."""
    try:
        with np.errstate(all="ignore"):
            point = np.array(function(*places))
    except (ArithmeticError, ValueError):
        return None
    if np.iscomplexobj(point) or not np.isfinite(point).all():
        return None
    return np.clip(point, -2 * config.frame_width, 2 * config.frame_width)


def without_faces(surface, is_seen):
    """Take the faces off a surface of which a corner cannot be seen."""
    faces = [
        face
        for face in surface
        if not all(is_seen(u, v) for u in (face.u1, face.u2) for v in (face.v1, face.v2))
    ]
    return surface.remove(*faces)


def surface_where_defined(func, **options):
    """Return the surface of a function that gives points, without what is undefined."""
    surface = Surface(
        lambda u, v: ORIGIN if (point := point_at(func, u, v)) is None else point, **options
    )
    return without_faces(surface, lambda u, v: point_at(func, u, v) is not None)


def plot_surface_within(axes, function, **options):
    """Plot a function of x and y over axes where it is defined, from the lowest to the highest z at most."""
    low, high = axes.z_axis.x_min, axes.z_axis.x_max

    def height(x, y):
        z = value_at(function, x, y)
        return low if np.isnan(z) else np.clip(z, low, high)

    surface = axes.plot_surface(height, **options)
    step = max(np.hypot(face.u2 - face.u1, face.v2 - face.v1) for face in surface)
    return without_faces(
        surface, lambda x, y: low - step <= value_at(function, x, y) <= high + step
    )


def vector_or_none(function):
    """Return a field that gives no vector where another is undefined or infinite."""
    return lambda point: np.zeros(3) if (vector := point_at(function, *point)) is None else vector
