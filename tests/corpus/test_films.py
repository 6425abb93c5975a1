import pytest

from kb_tools.corpus import films


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=a-b_c1&t=5", "https://www.youtube-nocookie.com/embed/a-b_c1"),
        ("https://youtu.be/a-b_c1?si=x", "https://www.youtube-nocookie.com/embed/a-b_c1"),
        ("//www.youtube.com/embed/a-b_c1", "https://www.youtube-nocookie.com/embed/a-b_c1"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?dnt=1"),
        (
            "https://www.bilibili.com/video/BV1xx411c7mD/",
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=0",
        ),
        (
            "//player.bilibili.com/player.html?bvid=BV1xx411c7mD&page=1",
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=0",
        ),
        ("https://youtube.com.example/watch?v=abc", ""),
        ("https://www.youtube.com/watch?v=<script>", ""),
        ("javascript://youtu.be/abc", ""),
        ("pair.mp4", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_player_of_a_video_site_is_asked_for_without_cookies(address: str, player: str) -> None:
    assert films.player(address) == player


def test_captions_and_a_picture_of_the_same_name_belong_to_a_video() -> None:
    files = {"zh/a.mp4", "zh/a.vtt", "zh/a.en.vtt", "zh/a.jpg", "zh/ab.vtt"}
    found = films.captions("zh/a.mp4", "zh", ["zh", "en"], files)
    assert found == {"zh": "zh/a.vtt", "en": "zh/a.en.vtt"}
    assert films.poster("zh/a.mp4", files) == "zh/a.jpg"
    beside = films.companions("zh/a.mp4", "zh", ["zh", "en"], files)
    assert beside == files - {"zh/a.mp4", "zh/ab.vtt"}
    assert films.companions("zh/none.mp4", "zh", ["en"], files) == set()
