// Search over an index that is read in pieces. The pieces are scripts, because a page opened from a file
// may not fetch anything else.
//
//   search/index.js     flowdocsSearch.index({shards: [first term of each…], blocks: [first page of each…]})
//   search/terms-N.js   flowdocsSearch.terms(N, "term page.weight page.weight …\n…")   sorted by term
//   search/pages-N.js   flowdocsSearch.pages(N, [[title, url, place, snippet, [heading, anchor, …]]…])
//
// A list of pages that was cut short ends in "+": such a term orders the results but does not exclude any.
(function () {
  "use strict";

  var opener = document.querySelector(".search-open");
  if (!opener) return;
  var script = document.currentScript || document.querySelector("script[data-root]");
  var root = script.getAttribute("data-root");
  var index = null;
  var terms = {};
  var pages = {};
  var waiting = {};

  window.flowdocsSearch = {
    index: function (value) { index = value; },
    terms: function (number, text) { terms[number] = text.split("\n"); },
    pages: function (number, list) { pages[number] = list; }
  };

  function load(name) {
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve, reject) {
        var element = document.createElement("script");
        element.src = root + "search/" + name + ".js";
        element.onload = resolve;
        element.onerror = function () {
          delete waiting[name];
          reject(new Error("search/" + name + ".js could not be read"));
        };
        document.head.appendChild(element);
      });
    }
    return waiting[name];
  }

  // The same folding as the index was made with: lower case, letters and digits.
  function words(text) {
    return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).filter(function (word) {
      var length = new TextEncoder().encode(word).length;
      return length > 1 && length <= 40;
    }).slice(0, 8);
  }

  // The shards that may hold terms beginning with `prefix`; at most four, so that a letter loads little.
  function shardsFor(prefix) {
    var shards = index.shards;
    var low = 0;
    var high = shards.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (shards[middle] <= prefix) low = middle + 1; else high = middle;
    }
    var found = [Math.max(0, low - 1)];
    while (low < shards.length && shards[low].indexOf(prefix) === 0 && found.length < 4) found.push(low++);
    return found;
  }

  function blockOf(page) {
    var block = index.blocks.length - 1;
    while (index.blocks[block] > page) block -= 1;
    return block;
  }

  // page → weight for one word of the query; the last word is a prefix while it is being typed.
  function lookUp(word, isPrefix) {
    var numbers = isPrefix ? shardsFor(word) : shardsFor(word).slice(0, 1);
    return Promise.all(numbers.map(function (number) { return load("terms-" + number); })).then(function () {
      var scores = new Map();
      var isCut = false;
      numbers.forEach(function (number) {
        var lines = terms[number];
        var low = 0;
        var high = lines.length;
        while (low < high) {
          var middle = (low + high) >> 1;
          if (lines[middle].split(" ", 1)[0] < word) low = middle + 1; else high = middle;
        }
        for (; low < lines.length; low += 1) {
          var fields = lines[low].split(" ");
          var isExact = fields[0] === word;
          if (!isExact && !(isPrefix && fields[0].indexOf(word) === 0)) break;
          var last = fields.length;
          if (fields[last - 1] === "+") { isCut = true; last -= 1; }
          var rarity = 1 / Math.log2(2 + last);
          for (var at = 1; at < last; at += 1) {
            var pair = fields[at].split(".");
            var page = parseInt(pair[0], 36);
            var weight = (pair.length > 1 ? parseInt(pair[1], 36) : 1) * rarity * (isExact ? 1 : 0.6);
            scores.set(page, Math.max(scores.get(page) || 0, weight));
          }
        }
      });
      return { scores: scores, isCut: isCut };
    });
  }

  function search(text) {
    var query = words(text);
    if (!query.length) return Promise.resolve(null);
    var endsInWord = !/\s$/.test(text);
    return load("index").then(function () {
      return Promise.all(query.map(function (word, at) {
        return lookUp(word, endsInWord && at === query.length - 1);
      }));
    }).then(function (found) {
      var total = new Map();
      found.forEach(function (term) {
        term.scores.forEach(function (weight, page) {
          var entry = total.get(page) || { score: 0, hits: 0 };
          entry.score += weight;
          entry.hits += 1;
          total.set(page, entry);
        });
      });
      var needed = found.filter(function (term) { return !term.isCut; });
      var list = [];
      total.forEach(function (entry, page) {
        if (needed.every(function (term) { return term.scores.has(page); })) {
          list.push({ page: page, score: entry.score * entry.hits });
        }
      });
      list.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
      list = list.slice(0, 12);
      return Promise.all(list.map(function (item) { return load("pages-" + blockOf(item.page)); }))
        .then(function () {
          return list.map(function (item) {
            var block = blockOf(item.page);
            return result(pages[block][item.page - index.blocks[block]], query);
          });
        });
    });
  }

  // The heading that fits the query best is where the result leads.
  function result(record, query) {
    var best = { count: 0, text: "", anchor: "" };
    for (var at = 0; at < record[4].length; at += 2) {
      var heading = record[4][at].toLowerCase();
      var count = query.filter(function (word) { return heading.indexOf(word) >= 0; }).length;
      if (count > best.count) best = { count: count, text: record[4][at], anchor: record[4][at + 1] };
    }
    var title = record[0].toLowerCase();
    var inTitle = query.filter(function (word) { return title.indexOf(word) >= 0; }).length;
    var useHeading = best.count > inTitle;
    return {
      title: record[0],
      url: root + record[1] + (useHeading ? "#" + best.anchor : ""),
      place: record[2] + (useHeading ? (record[2] ? " › " : "") + best.text : ""),
      snippet: record[3]
    };
  }

  // Text with the words of the query marked, built as nodes: nothing of the index is ever read as HTML.
  function marked(text, query) {
    var fragment = document.createDocumentFragment();
    var lower = text.toLowerCase();
    if (lower.length !== text.length) query = [];
    var at = 0;
    while (at < text.length) {
      var next = -1;
      var length = 0;
      query.forEach(function (word) {
        var place = lower.indexOf(word, at);
        if (place >= 0 && (next < 0 || place < next || (place === next && word.length > length))) {
          next = place;
          length = word.length;
        }
      });
      if (next < 0) break;
      fragment.append(text.slice(at, next));
      var element = document.createElement("mark");
      element.textContent = text.slice(next, next + length);
      fragment.append(element);
      at = next + length;
    }
    fragment.append(text.slice(at));
    return fragment;
  }

  var panel = document.createElement("dialog");
  panel.className = "search-panel";
  panel.setAttribute("aria-label", "Search");
  var box = document.createElement("div");
  box.className = "search-box";
  var icon = document.createElement("span");
  icon.className = "icon";
  var input = document.createElement("input");
  input.type = "search";
  input.placeholder = "Search the documentation";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("aria-label", "Search the documentation");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", "flowdocs.results");
  input.setAttribute("aria-expanded", "true");
  var hint = document.createElement("kbd");
  hint.textContent = "Esc";
  box.append(icon, input, hint);
  var results = document.createElement("ul");
  results.className = "search-results";
  results.id = "flowdocs.results";
  results.setAttribute("role", "listbox");
  results.setAttribute("aria-label", "Results");
  var state = document.createElement("p");
  state.className = "search-state";
  state.setAttribute("role", "status");
  panel.append(box, results, state);
  document.body.appendChild(panel);

  var selected = 0;
  var asked = 0;
  function say(text) {
    state.textContent = text;
    state.hidden = !text;
  }
  function highlight(next) {
    var items = results.children;
    if (!items.length) return;
    selected = (next + items.length) % items.length;
    for (var at = 0; at < items.length; at += 1) items[at].setAttribute("aria-selected", String(at === selected));
    items[selected].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[selected].id);
  }
  function update() {
    var text = input.value;
    var number = asked += 1;
    search(text).then(function (list) {
      if (number !== asked) return;
      results.textContent = "";
      input.removeAttribute("aria-activedescendant");
      if (!list) return say("Type a word: a method, an error code, a topic.");
      if (!list.length) return say("Nothing found for “" + text.trim() + "”.");
      var query = words(text);
      list.forEach(function (item, at) {
        var row = document.createElement("li");
        row.id = "flowdocs.result-" + at;
        row.setAttribute("role", "option");
        var link = document.createElement("a");
        link.href = item.url;
        link.tabIndex = -1;
        var place = document.createElement("small");
        place.textContent = item.place;
        var title = document.createElement("b");
        title.append(marked(item.title, query));
        link.append(title);
        if (item.place) link.append(place);
        if (item.snippet) {
          var snippet = document.createElement("p");
          snippet.append(marked(item.snippet, query));
          link.append(snippet);
        }
        row.append(link);
        row.addEventListener("mousemove", function () { if (selected !== at) highlight(at); });
        results.append(row);
      });
      say("");
      highlight(0);
    }, function (error) { if (number === asked) say("The search index could not be read: " + error.message + "."); });
  }
  function open() {
    if (panel.open) return;
    panel.showModal();
    input.select();
    load("index").then(update, update);
  }
  input.addEventListener("input", update);
  input.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown") { event.preventDefault(); highlight(selected + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); highlight(selected - 1); }
    // Browsers would only clear the field at the first press.
    if (event.key === "Escape") { event.preventDefault(); panel.close(); }
    if (event.key === "Enter") {
      event.preventDefault();
      var link = results.children[selected] && results.children[selected].querySelector("a");
      if (link) link.click();
    }
  });
  panel.addEventListener("click", function (event) {
    if (event.target === panel || (event.target.closest && event.target.closest("a"))) panel.close();
  });
  opener.addEventListener("click", open);
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
      || (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey))) {
      event.preventDefault();
      open();
    }
  });
})();
