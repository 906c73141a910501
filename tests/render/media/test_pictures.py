"""Pictures are shown as they are meant: upright, with their grays, and nothing that is no picture is opened."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.pictures import (
    check_picture,
    convert_picture,
    enlargement_of,
    is_plain_picture,
    picture_warnings,
    small_picture,
)

GRAYS = np.array([[0, 64, 128, 255]], np.uint8)


def converted(picture: Path) -> np.ndarray:
    target = picture.with_name("converted.png")
    convert_picture(picture, target)
    with Image.open(target) as image:
        return np.asarray(image)


def test_a_gray_of_16_bits_that_is_not_seen_is_not_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    picture = Image.fromarray(np.array([[0, 0x4000, 0xFFFF]], np.uint16))
    picture.save(file, transparency=0x4000)

    convert_picture(file, tmp_path / "b.png")

    with Image.open(tmp_path / "b.png") as made:
        assert np.asarray(made.convert("LA"))[0].tolist() == [[0, 255], [64, 0], [255, 255]]


@pytest.mark.parametrize(
    ("bits", "kind", "key", "pixels"),
    [
        (1, 0, b"\0\1", bytes([0b01000000])),
        (2, 0, b"\0\2", bytes([0b00101101])),
        (4, 0, b"\0\7", bytes([0x07, 0xF2])),
        (8, 0, b"\0\7", bytes([0, 7, 8, 255])),
        (16, 2, b"\x10\x05\x20\0\x30\0", b"\0\0\0\0\0\0\x10\x05\x20\0\x30\0" + b"\xff\xff" * 6),
    ],
)
def test_the_color_that_is_not_seen_is_that_of_the_file_whatever_its_bits(
    tmp_path: Path, bits: int, kind: int, key: bytes, pixels: bytes
) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    file = tmp_path / "a.png"
    head = struct.pack(">IIBBBBB", 4, 1, bits, kind, 0, 0, 0)
    data = (
        chunk(b"IHDR", head) + chunk(b"tRNS", key) + chunk(b"IDAT", zlib.compress(b"\0" + pixels))
    )
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + data + chunk(b"IEND", b""))

    alpha = [255, 0, 255, 255]
    convert_picture(file, tmp_path / "b.png")
    for shown in [tmp_path / "b.png", *([file] if is_plain_picture(file) else [])]:
        with Image.open(shown) as made:
            assert np.asarray(made.convert("RGBA"))[0, :, 3].tolist() == alpha
    assert list(small_picture(file, 9, 9)[2][3::4]) == alpha


def test_grays_of_16_bits_are_the_grays_that_they_are(tmp_path: Path) -> None:
    file = tmp_path / "gray.png"
    Image.fromarray(GRAYS.astype(np.uint16) * 257).save(file)

    assert not is_plain_picture(file)
    assert (converted(file) == GRAYS).all()


def test_fractions_are_grays_from_0_to_1(tmp_path: Path) -> None:
    file = tmp_path / "gray.tiff"
    Image.fromarray(GRAYS.astype(np.float32) / 255).save(file)

    assert not is_plain_picture(file)
    assert (converted(file) == GRAYS).all()


def test_a_photo_is_turned_upright(tmp_path: Path) -> None:
    file, exif = tmp_path / "photo.png", Image.Exif()
    exif[0x0112] = 6  # a quarter turn clockwise to be upright
    Image.fromarray(np.array([[[255, 0, 0], [0, 0, 255]]], np.uint8)).save(file, exif=exif)

    assert not is_plain_picture(file)
    assert converted(file).tolist() == [[[255, 0, 0]], [[0, 0, 255]]]


def test_a_tiff_with_brightness_and_color_apart_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.tif"
    Image.new("RGB", (8, 8), (255, 128, 0)).convert("YCbCr").save(file)

    assert not is_plain_picture(file)
    assert np.abs(converted(file).astype(int) - (255, 128, 0)).max() <= 2


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colors_are_those_that_their_profile_says(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "a.png"
    Image.new("RGB", (4, 4), "red").convert(mode).save(file, icc_profile=red_is_blue())

    assert not is_plain_picture(file)
    assert converted(file)[0, 0].tolist()[:3] == [0, 0, 255]


def test_a_profile_that_is_broken_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("RGB", (4, 4), "red").save(file, icc_profile=b"no profile")

    assert converted(file)[0, 0].tolist() == [255, 0, 0]


def red_is_blue() -> bytes:
    """Return a color profile whose red looks blue, and the other way around."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"s\0R\0G\0B", b"S\0W\0A\0P")
    return profile.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ").replace(b"?", b"bXYZ")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_usual_pictures_stay_as_they_are(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "a.png"
    Image.new(mode, (4, 3)).save(file)

    assert is_plain_picture(file)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"not a picture", "not a picture that can be read"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "of the kind HEIC"),
        (b"\0\0\0\x18ftypavif" + b"\0" * 100, "of the kind AVIF"),
        (b"\0\0\0\x0cjP  \r\n" + b"\0" * 100, "of the kind JPEG 2000"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 100, "use a Video"),
        (b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'/>", "use an SVG node"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n", "not a picture"),
    ],
)
def test_what_is_no_picture_has_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(content)

    with pytest.raises(MediaError, match=words):
        check_picture(file)


def test_a_truncated_picture_has_words(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    noise = np.random.default_rng(1).integers(0, 255, (60, 90, 3), np.uint8)
    Image.fromarray(noise).save(file)
    file.write_bytes(file.read_bytes()[:3000])

    with pytest.raises(MediaError, match="broken"):
        check_picture(file)


def test_a_picture_of_too_many_pixels_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("1", (13_000, 13_000)).save(file)

    with pytest.raises(MediaError, match="too large"):
        check_picture(file)


def test_a_picture_that_moves_says_that_a_video_plays_it(tmp_path: Path) -> None:
    file, frames = tmp_path / "a.gif", [Image.new("L", (4, 3), gray) for gray in (0, 90, 255)]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    frames[0].save(tmp_path / "b.gif")

    (warning,) = picture_warnings(file)
    assert "a Video plays it" in warning
    assert list(picture_warnings(tmp_path / "b.gif")) == []


def test_a_large_picture_has_fewer_pixels_and_is_as_large_on_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("L", (5120, 20)).save(file)

    assert not is_plain_picture(file)
    assert converted(file).shape == (16, 4096)
    assert enlargement_of(file) == 1.25
