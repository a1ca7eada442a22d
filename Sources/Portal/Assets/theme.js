// Everything here improves a page that is complete without it.
(function () {
  "use strict";

  function stored(key) {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }
  function store(key, value) {
    try {
      if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
    } catch (error) {
      // The choice then lasts as long as the page.
    }
  }
  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  // Light, dark, or as the system says.
  var toggle = document.querySelector(".theme-toggle");
  if (toggle) {
    var order = ["system", "light", "dark"];
    var names = { system: WORDS["colors-system"], light: WORDS["colors-light"], dark: WORDS["colors-dark"] };
    var describe = function () {
      var now = document.documentElement.dataset.theme || "system";
      toggle.setAttribute("aria-label", names[now]);
      toggle.title = names[now];
    };
    window.flowdocsColours = function (next) {
      if (next === "system") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = next;
      store("flowdocs-theme", next === "system" ? null : next);
      describe();
    };
    toggle.addEventListener("click", function () {
      var now = document.documentElement.dataset.theme || "system";
      window.flowdocsColours(order[(order.indexOf(now) + 1) % order.length]);
    });
    describe();
  }

  // The search is loaded when somebody is about to use it, and for the similar pages of an unknown address.
  var own = document.currentScript;
  var search = null;
  function loadSearch() {
    search = search || new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.dataset.root = own.dataset.root;
      element.onload = resolve;
      element.onerror = function () { search = null; reject(new Error(WORDS["search-not-loaded"])); };
      element.src = own.dataset.search;
      document.head.appendChild(element);
    });
    return search;
  }
  function prepareSearch() { loadSearch().catch(function () {}); }
  function openSearch() {
    loadSearch().then(function () { window.flowdocsSearch.open(); }, function (error) { window.alert(error.message); });
  }
  all(".search-open").forEach(function (button) {
    button.addEventListener("pointerenter", prepareSearch);
    button.addEventListener("focus", prepareSearch);
    button.addEventListener("click", openSearch);
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
      || (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey))) {
      event.preventDefault();
      openSearch();
    }
  });
  // It also marks the words that led to this page.
  var found = null;
  try { found = sessionStorage.getItem("flowdocs-found"); } catch (error) { found = null; }
  if (found || document.querySelector(".near-pages")) prepareSearch();

  // Browsers that cannot style a closed <details> get it opened where there is room.
  if (!(window.CSS && CSS.supports && CSS.supports("selector(::details-content)"))) {
    [[".drawer", "(min-width: 64.01rem)"], [".toc", "(min-width: 80.01rem)"]].forEach(function (pair) {
      var element = document.querySelector(pair[0]);
      if (!element) return;
      var wide = window.matchMedia(pair[1]);
      var follow = function () { element.open = wide.matches; };
      if (wide.addEventListener) wide.addEventListener("change", follow);
      follow();
    });
  }
  // Menu and contents of a narrow screen close when they have led somewhere, or with Escape.
  var narrow = window.matchMedia("(max-width: 64rem)");
  var panels = all(".drawer, .toc");
  function close(except) {
    if (narrow.matches) panels.forEach(function (panel) { if (panel !== except) panel.open = false; });
  }
  panels.forEach(function (panel) {
    panel.addEventListener("toggle", function () { if (panel.open) close(panel); });
    panel.addEventListener("click", function (event) { if (event.target.closest("a")) close(); });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") close(); });
  document.addEventListener("click", function (event) { if (!event.target.closest(".drawer, .toc")) close(); });
  var current = document.querySelector(".sidebar [aria-current=page]");
  var sidebar = document.querySelector(".sidebar");
  if (current && sidebar && sidebar.scrollHeight > sidebar.clientHeight) {
    sidebar.scrollTop = current.offsetTop - sidebar.clientHeight / 2;
  }

  // What scrolls can be scrolled with the keyboard, also once it is shown.
  function reach(root) {
    all("pre, .table, .formula, .api-table-frame, .diagram-scroll, .samples", root).forEach(function (element) {
      if (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1) element.tabIndex = 0;
      if (element.scrollWidth > element.clientWidth) offerWrapping(element);
    });
  }
  // A button beside that to copy, for code that is wider than its frame.
  function offerWrapping(pre) {
    var figure = pre.closest(".code");
    var copy = figure && figure.querySelector(".copy");
    if (!copy || figure.querySelector(".wrap")) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "wrap";
    button.setAttribute("aria-label", WORDS["wrap"]);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", function () {
      button.setAttribute("aria-pressed", String(figure.classList.toggle("wrapped")));
    });
    copy.before(button);
  }
  reach();
  document.addEventListener("toggle", function (event) { reach(event.target); }, true);

  // A drawing that is wider than its frame begins at its uppermost box (of several, the leftmost), not at an
  // empty corner; a flat one, which goes from left to right, begins at its left.
  var boxes = ["terminal", "solid", "node", "decision", "data"].map(function (kind) {
    return ".d-" + kind + " > :not([fill=none])";
  }).join();
  all(".diagram-scroll").forEach(function (frame) {
    if (frame.scrollWidth <= frame.clientWidth || frame.scrollWidth > 2 * frame.scrollHeight) return;
    var first;
    all(boxes, frame).forEach(function (box) {
      var bounds = box.getBoundingClientRect();
      var x = bounds.left + bounds.width / 2, y = bounds.top + bounds.height / 2;
      if (!first || y < first.y - 8 || (y < first.y + 8 && x < first.x)) first = { x: x, y: y };
    });
    if (first) frame.scrollLeft += first.x - frame.getBoundingClientRect().left - frame.clientWidth / 2;
  });

  // The code of a block, also what is folded. Prompts and what was printed are not part of a command.
  function code(figure) {
    var text = all(":scope > pre, :scope > .code-fold > pre", figure).map(function (pre) {
      var clone = pre.cloneNode(true);
      if (clone.querySelector(".g")) all(".g, .o", clone).forEach(function (node) { node.remove(); });
      return clone.textContent;
    }).join("");
    return text.replace(/\n{2,}$/, "\n");
  }
  window.flowdocsCode = code;

  // Copy buttons.
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".copy");
    if (!button) return;
    var text = code(button.closest(".code"));
    // Another script may put the reader's values into it.
    var copied = { text: text };
    button.closest(".code").dispatchEvent(new CustomEvent("flowdocs:copy", { bubbles: true, detail: copied }));
    text = copied.text;
    copyText(text).then(function (worked) {
      button.classList.toggle("done", worked);
      button.setAttribute("aria-label", worked ? WORDS["copied"] : WORDS["not-copied"]);
      setTimeout(function () {
        button.classList.remove("done");
        button.setAttribute("aria-label", WORDS["copy"]);
      }, 1600);
    });
  });
  // The page as Markdown, which is a file beside it.
  all(".copy-page").forEach(function (button) {
    var name = button.textContent;
    button.addEventListener("click", function () {
      fetch(button.previousElementSibling.href).then(function (response) { return response.ok ? response.text() : Promise.reject(); })
        .then(copyText).catch(function () { return false; }).then(function (worked) {
          button.textContent = worked ? WORDS["copied"] : WORDS["not-copied"];
          setTimeout(function () { button.textContent = name; }, 1600);
        });
    });
  });
  function copyText(text) {
    if (!navigator.clipboard || !navigator.clipboard.writeText) return Promise.resolve(copyBySelection(text));
    return navigator.clipboard.writeText(text).then(function () { return true; }, function () { return copyBySelection(text); });
  }
  function copyBySelection(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden-text";
    document.body.appendChild(area);
    area.select();
    var worked = false;
    try { worked = document.execCommand("copy"); } catch (error) { worked = false; }
    area.remove();
    return worked;
  }

  // Tabs: all groups of code that have the chosen label follow, and the choice is remembered. The forms of a
  // type are nobody's preference.
  var groups = all(".tabs");
  groups.forEach(function (group, number) {
    var panels = all(".tab", group).filter(function (panel) { return panel.parentNode === group; });
    var list = document.createElement("div");
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    var isForms = group.classList.contains("api-forms");
    list.setAttribute("aria-label", isForms ? WORDS["forms"] : WORDS["tabs"]);
    panels.forEach(function (panel, index) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = panel.dataset.tab;
      button.id = "flowdocs.tab-" + number + "-" + index;
      button.setAttribute("role", "tab");
      panel.id = "flowdocs.panel-" + number + "-" + index;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.setAttribute("aria-controls", panel.id);
      button.addEventListener("click", function () {
        if (isForms) return select(group, panel.dataset.tab);
        var before = button.getBoundingClientRect().top;
        choose(panel.dataset.tab);
        store("flowdocs-tab", panel.dataset.tab);
        // Groups above may have changed their height; what was clicked stays under the pointer.
        window.scrollBy({ top: button.getBoundingClientRect().top - before, behavior: "instant" });
      });
      list.appendChild(button);
    });
    list.addEventListener("keydown", function (event) {
      var buttons = all("button", list);
      var at = buttons.indexOf(document.activeElement);
      var to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      to = (to + buttons.length) % buttons.length;
      buttons[to].focus();
      buttons[to].click();
    });
    group.insertBefore(list, group.firstChild);
    group.classList.add("ready");
    select(group, panels[0].dataset.tab);
  });
  function select(group, label) {
    // Forms have forms inside them.
    var panels = all(".tab", group).filter(function (panel) { return panel.parentNode === group; });
    if (!panels.some(function (panel) { return panel.dataset.tab === label; })) return;
    var buttons = all("button", group.firstElementChild);
    panels.forEach(function (panel, index) {
      var isChosen = panel.dataset.tab === label;
      panel.classList.toggle("chosen", isChosen);
      buttons[index].setAttribute("aria-selected", String(isChosen));
      buttons[index].tabIndex = isChosen ? 0 : -1;
      if (isChosen) reach(panel);
    });
  }
  function choose(label) {
    groups.forEach(function (group) {
      if (!group.classList.contains("api-forms")) select(group, label);
    });
  }
  var remembered = stored("flowdocs-tab");
  if (remembered) choose(remembered);

  // Where the reader is, in the table of contents.
  var entries = all(".toc a").map(function (link) {
    return { link: link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
  }).filter(function (entry) { return entry.heading; });
  if (entries.length) {
    var scheduled = false;
    var mark = function () {
      scheduled = false;
      var line = 110;
      var here = entries[0];
      for (var index = 0; index < entries.length; index += 1) {
        if (entries[index].heading.getBoundingClientRect().top > line) break;
        here = entries[index];
      }
      if (window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4) here = entries[entries.length - 1];
      entries.forEach(function (entry) {
        entry.link.classList.toggle("here", entry === here);
        if (entry === here) entry.link.setAttribute("aria-current", "location");
        else entry.link.removeAttribute("aria-current");
      });
    };
    window.addEventListener("scroll", function () {
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(mark);
    }, { passive: true });
    mark();
  }
})();
