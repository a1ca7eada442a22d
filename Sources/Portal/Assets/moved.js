// Leads from former addresses of headings to where they are now. Pages that are gone lead on without it, too, but lose the
// heading.
(function () {
  "use strict";
  var script = document.currentScript;
  var target = script.getAttribute("data-target");
  var pairs = (script.getAttribute("data-moved") || "").split(" ");

  function heading() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return location.hash.slice(1);
    }
  }

  function follow() {
    var name = heading();
    if (target === null && (!name || document.getElementById(name))) return;
    for (var at = 0; at + 1 < pairs.length; at += 2) {
      if (name && decodeURIComponent(pairs[at]) === name) return location.replace(pairs[at + 1]);
    }
    if (target !== null) location.replace(target.indexOf("#") < 0 ? target + location.hash : target);
  }

  follow();
  window.addEventListener("hashchange", follow);
})();
