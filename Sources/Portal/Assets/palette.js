// What readers can do on any page, for the list of the search: places to go to, colours, print, the page as Markdown.
(function () {
  "use strict";

  function links(selector, place) {
    return Array.from(document.querySelectorAll(selector)).map(function (link) {
      var name = link.lastChild.textContent.trim();
      return { title: place ? place + ": " + name : name, url: link.href };
    });
  }

  function colours(title, theme) {
    return { title: title, run: function () { window.flowdocsColours(theme); } };
  }

  // The actions of the page that is open. What the page has no element for is left out.
  window.flowdocsActions = function () {
    var copy = document.querySelector(".copy-page");
    return links(".pager .next", WORDS["next-page"]).concat(
      links(".pager .previous", WORDS["previous-page"]), links(".sections a, .top-links a, .foot-links a", WORDS["go-to"]),
      copy ? [{ title: copy.textContent, run: function () { copy.click(); } }] : [],
      [{ title: WORDS["print"], run: function () { window.print(); } }],
      window.flowdocsColours ? [colours(WORDS["colors-light"], "light"), colours(WORDS["colors-dark"], "dark"), colours(WORDS["colors-system"], "system")] : [],
      links(".foot > p a"));
  };
}());
