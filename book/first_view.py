"""What the first view of a page weighs: all that a browser with an empty cache fetches for it."""

from typing import NamedTuple


class Fetched(NamedTuple):
    """One answer: its address and the bytes that came over the line, headers and all."""

    address: str
    bytes: int


def first_view(browser, address: str) -> list[Fetched]:
    """Open a page with an empty cache and return what was fetched until it had settled.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
        A Chromium.
    address : str
        The page's address on a server that compresses as a static host does (`host.serving`).

    Returns
    -------
    list of Fetched
        The heaviest first. Pictures far below the first screen are not among them: browsers fetch
        those as the reader comes near.
    """
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    addresses, sizes = {}, {}

    def note_address(event):
        addresses[event["requestId"]] = event["response"]["url"]

    def note_size(event):
        sizes[event["requestId"]] = round(event["encodedDataLength"])

    network.on("Network.responseReceived", note_address)
    network.on("Network.loadingFinished", note_size)
    page.goto(address, wait_until="networkidle")
    context.close()
    fetched = [Fetched(addresses[request], size) for request, size in sizes.items()]
    return sorted(fetched, key=lambda one: one.bytes, reverse=True)
