"""What every page does in a reader's browser, besides showing itself: nothing."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_no_page_asks_another_host_or_fails_or_complains(chromium, address, pages):
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    outside, faults = [], []

    def watch(page, name):
        def request(asked):
            if not asked.url.startswith((address, "data:")):
                outside.append((name, asked.url))

        def response(answer):
            if answer.status >= 400:
                faults.append((name, answer.status, answer.url))

        def console(message):
            if message.type in ("error", "warning"):
                faults.append((name, message.text))

        page.on("request", request)
        page.on("response", response)
        page.on("requestfailed", lambda asked: faults.append((name, asked.url)))
        page.on("console", console)
        page.on("pageerror", lambda error: faults.append((name, str(error))))

    for name in pages:
        page = context.new_page()
        watch(page, name)
        page.goto(address + name, wait_until="load")
        for image in page.locator("article img").all():  # those that wait are fetched now
            image.evaluate("image => { image.loading = 'eager' }")
        page.wait_for_function(
            "() => [...document.images].every(image => image.complete || !image.offsetParent)"
        )
        page.wait_for_load_state("networkidle")
        page.close()
    context.close()
    assert len(pages) > 10
    assert (outside, faults) == ([], [])


def test_a_request_beyond_the_site_and_an_error_would_be_noticed(chromium, serve, tmp_path):
    (tmp_path / "index.html").write_text(
        '<img src="http://127.0.0.1:9/pixel.png" alt=""><script>console.error("no")</script>',
        "utf-8",
    )
    page, heard = chromium.new_page(), []
    page.on("request", lambda asked: heard.append(asked.url))
    page.on("console", lambda message: heard.append(message.text))
    with serve(tmp_path) as base:
        page.goto(base, wait_until="load")
    page.close()
    assert {"http://127.0.0.1:9/pixel.png", "no"} <= set(heard)
