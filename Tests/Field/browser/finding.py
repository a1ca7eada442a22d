"""The search of pages: filters, how many results are announced, matching sentences, marks on the page, actions."""

import json
import time

# What the open search shows.
SHOWN = """(function () {
  return {
    state: document.querySelector('.search-state').textContent,
    titles: Array.from(document.querySelectorAll('.search-results b')).map(function (one) { return one.textContent; }),
    sentence: (document.querySelector('.search-results p') || {}).textContent || '',
    marked: Array.from(document.querySelectorAll('.search-results a:first-child p mark')).map(function (one) { return one.textContent; })
  };
})()"""
CHOOSE = """(function () {
  var box = document.querySelector('.search-filters select');
  box.value = %s;
  box.dispatchEvent(new Event('change', {bubbles: true}));
})()"""
PROVEN = "document.querySelector('.search-filters input').click()"
MARKS = """(function () {
  return CSS.highlights.has('flowdocs-found')
    ? Array.from(CSS.highlights.get('flowdocs-found')).map(function (range) { return range.toString(); }) : [];
})()"""


def open_search(browser, address):
    browser.open(address)
    browser.value("document.querySelector('.search-open').click()")
    time.sleep(0.4)


def typed(browser, text):
    browser.value("(function () { var box = document.querySelector('.search-panel input'); box.value = %s;"
                  "box.dispatchEvent(new Event('input')); })()" % json.dumps(text))
    time.sleep(0.4)
    return browser.value(SHOWN)


def check(browser, address, expect):
    """On the portal of parcels, of which only the reference and the first page are verified."""
    open_search(browser, address + "index.html")
    expect("the search takes the text", browser.value("document.activeElement.type"), "search")
    all_pages = typed(browser, "parcel")
    expect("announced", "results for “parcel”" in all_pages["state"], True)
    expect("several sections", "Prices" in typed(browser, "prices")["titles"], True)
    browser.value(CHOOSE % json.dumps("API"))
    time.sleep(0.4)
    expect("a guide is not in the reference", "Prices" in browser.value(SHOWN)["titles"], False)
    browser.value(CHOOSE % json.dumps(""))
    browser.value(PROVEN)
    time.sleep(0.4)
    expect("a page without proof", "Prices" in browser.value(SHOWN)["titles"], False)
    expect("a page with proof", "parcels.quote" in typed(browser, "parcels.quote")["titles"], True)
    browser.value(PROVEN)
    expect("nothing", typed(browser, "xylophone")["state"], "Nothing found for “xylophone”.")
    open_search(browser, address + "index.html")
    found = typed(browser, "carrier")
    expect("the sentence with the word", "carrier" in found["sentence"].lower(), True)
    expect("the word is marked", {text.lower() for text in found["marked"]}, {"carrier"})
    browser.value("document.querySelector('.search-results a').click()")
    time.sleep(0.8)
    marks = {text.lower() for text in browser.value(MARKS)}
    expect("the word is marked on the page", "carrier" in marks, True)
    open_search(browser, address + "guides/prices.html")
    actions = browser.value(SHOWN)["titles"]
    expect("actions", [name for name in ("Print this page", "Copy as Markdown", "Go to: Prices", "Colours: dark") if name not in actions], [])
    expect("a command", typed(browser, ">dark")["titles"], ["Colours: dark"])
    browser.press("Enter", "Enter")
    time.sleep(0.2)
    expect("a command is done", browser.value("document.documentElement.dataset.theme"), "dark")
    expect("and closes the search", browser.value("document.querySelector('.search-panel').open"), False)
    open_search(browser, address + "guides/prices.html")
    typed(browser, ">system")
    browser.press("Enter", "Enter")
    expect("colours as the system", browser.value("document.documentElement.dataset.theme || ''"), "")
