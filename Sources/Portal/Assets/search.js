// Search over an index that is read in pieces. The pieces are scripts, because a page opened from a file
// may not fetch anything else.
//
//   search/index.js     flowdocsSearch.index({shards: [first term of each…], blocks: [first page of each…],
//                       texts: [first page of each…], sections: [[title, its first page]…], proven: "a digit a page, 1 where all blocks are proven"})
//   search/terms-N.js   flowdocsSearch.terms(N, "term page.weight page.weight …\n…")   sorted by term
//   search/pages-N.js   flowdocsSearch.pages(N, [[title, url, place, snippet, [heading, anchor, …]]…])
//   search/texts-N.js   flowdocsSearch.texts({page: "its paragraphs, a line each"…}), for the matching sentences
//
// A list of pages that was cut short ends in "+": a page that is not in it may have the term all the same.
(function () {
  "use strict";

  var root = document.currentScript.getAttribute("data-root");
  var index = null;
  var terms = {};
  var pages = {};
  var texts = {};
  var waiting = {};

  window.flowdocsSearch = {
    index: function (value) { index = value; },
    terms: function (number, text) { terms[number] = text.split("\n"); },
    pages: function (number, list) { pages[number] = list; },
    texts: function (some) { Object.assign(texts, some); }
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

  // The same folding as the index was made with: lower case, no accents, the usual forms of letters.
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  }

  var joined = /[\p{L}\p{N}]+(?:[_.-][\p{L}\p{N}]+)+/gu;
  // `c++`, `c#`: the index has such names whole.
  var signed = /(?<![\p{L}\p{N}_])[a-z]+(?:\+\+|#)(?![\p{L}\p{N}+#])/gu;
  var common = new Set(("a an and are as at be by can do does for from get how i in is it me my of on or should that the this to "
    + "use was we what when where which who why will with you your").split(" "));

  // The words of a query: whole identifiers, and the words in them. In a question, common words do not count.
  function words(text) {
    var folded = fold(text);
    var names = folded.match(signed) || [];
    folded = folded.replace(signed, " ");
    var all = names.concat(folded.match(joined) || [], (folded.match(/[\p{L}\p{M}\p{N}]+/gu) || []).flatMap(pieces));
    var known = new Set();
    all = all.filter(function (word) {
      var length = new TextEncoder().encode(word).length;
      return (length > 1 || all.length === 1) && length <= 40 && !known.has(word) && known.add(word);
    });
    var rare = all.filter(function (word) { return !common.has(word); });
    return (rare.length && all.length > 3 ? rare : all).slice(0, 12);
  }

  var unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

  // Languages without spaces are indexed by pairs of characters.
  function pieces(word) {
    if (!unspaced.test(word)) return [word];
    var found = [];
    (word.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+/gu) || [])
      .forEach(function (run) {
        var letters = Array.from(run);
        if (!unspaced.test(run) || letters.length === 1) return found.push(run);
        for (var at = 0; at + 1 < letters.length; at += 1) found.push(letters[at] + letters[at + 1]);
      });
    return found;
  }

  // The beginning that forms of an English word share: `deploy` for `deploying`. It is looked up as a prefix.
  function stem(word) {
    var bare = word.replace(/(?:ations?|ings?|ied|ies|ed|es|ers?|ly|s|e)$/, "");
    return bare.length >= 4 && /^[a-z]+$/.test(word) ? bare : "";
  }

  // The least number of letters to insert, delete, replace or exchange with their neighbour; more than `most` is not counted.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], last = [], row = [];
    for (var at = 0; at <= b.length; at += 1) last.push(at);
    for (var i = 1; i <= a.length; i += 1) {
      row = [i];
      var least = i;
      for (var j = 1; j <= b.length; j += 1) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
      before = last;
      last = row;
    }
    return row[b.length];
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

  // The number of the piece that has a page, by the first pages of all pieces.
  function pieceOf(page, starts) {
    var piece = starts.length - 1;
    while (starts[piece] > page) piece -= 1;
    return piece;
  }
  function blockOf(page) { return pieceOf(page, index.blocks); }

  function loadShards(prefix, isWhole) {
    var numbers = isWhole ? shardsFor(prefix).slice(0, 1) : shardsFor(prefix);
    return Promise.all(numbers.map(function (number) { return load("terms-" + number); })).then(function () {
      return numbers;
    });
  }

  function newTerm() { return { scores: new Map(), isCut: false, isFound: false }; }

  // Adds the pages of one line of a shard. What is rare says more about a page than what many pages have.
  function addLine(term, fields, factor) {
    var last = fields.length;
    if (fields[last - 1] === "+") { term.isCut = true; last -= 1; }
    var rarity = factor / Math.log2(2 + last);
    term.isFound = true;
    for (var at = 1; at < last; at += 1) {
      var pair = fields[at].split(".");
      var page = parseInt(pair[0], 36);
      var weight = Math.sqrt(pair.length > 1 ? parseInt(pair[1], 36) : 1) * rarity;
      term.scores.set(page, Math.max(term.scores.get(page) || 0, weight));
    }
  }

  // The lines of loaded shards whose terms begin with `prefix`.
  function eachLine(numbers, prefix, visit) {
    numbers.forEach(function (number) {
      var lines = terms[number];
      var low = 0;
      var high = lines.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (lines[middle].split(" ", 1)[0] < prefix) low = middle + 1; else high = middle;
      }
      for (; low < lines.length && lines[low].indexOf(prefix) === 0; low += 1) visit(lines[low].split(" "));
    });
  }

  // The pages of one word: of the word itself, of what begins with it while it is being typed, and of its other forms.
  function lookUp(word, isPrefix) {
    var root = stem(word);
    var start = root || word;
    return loadShards(start, !isPrefix && !root).then(function (numbers) {
      var term = newTerm();
      eachLine(numbers, start, function (fields) {
        var rest = fields[0].length - word.length;
        if (fields[0] === word) addLine(term, fields, 1);
        else if (isPrefix && fields[0].indexOf(word) === 0) addLine(term, fields, 0.7 / Math.sqrt(1 + rest / 4));
        else if (root && (fields[0] === root || stem(fields[0]) === root)) addLine(term, fields, 0.7);
        else if (root && fields[0].indexOf(root) === 0 && fields[0].length <= root.length + 5) addLine(term, fields, 0.3);
      });
      return term.isFound || word.length < 4 ? term : guess(word);
    });
  }

  // The pages of words that a typing error may have made of it. The first two letters are right, or exchanged.
  function guess(word) {
    var most = word.length < 8 ? 1 : 2;
    var starts = [word.slice(0, 2), word[1] + word[0]];
    return Promise.all(starts.map(function (start) { return loadShards(start, false); })).then(function (numbers) {
      var term = newTerm();
      var near = [];
      starts.forEach(function (start, at) {
        eachLine(numbers[at], start, function (fields) {
          var steps = distance(word, fields[0], most);
          if (steps > most && fields[0].length > word.length) steps = distance(word, fields[0].slice(0, word.length), most) + 0.5;
          if (steps <= most) near.push({ steps: steps, fields: fields });
        });
      });
      var least = Math.min.apply(null, near.map(function (found) { return found.steps; }));
      near = near.filter(function (found) { return found.steps <= least; });
      near.sort(function (a, b) { return b.fields.length - a.fields.length; });
      if (near.length) term.word = near[0].fields[0];
      near.forEach(function (found) { addLine(term, found.fields, 0.5 / (1 + found.steps)); });
      return term;
    });
  }

  function bare(text) { return fold(text).replace(/[^\p{L}\p{N}]+/gu, ""); }

  // Pages whose title or heading is the query, or begins with it, come first.
  function titleFactor(record, query, text) {
    var wanted = bare(text);
    var title = bare(record[0]);
    if (!wanted || title === wanted) return 4;
    var folded = fold(record[0]);
    var length = words(record[0]).length || 1;
    var inTitle = query.filter(function (word) { return folded.indexOf(stem(word) || word) >= 0; }).length;
    var factor = 1 + inTitle / Math.max(query.length, length);
    if (title.indexOf(wanted) === 0) factor *= 1 + 1.5 * wanted.length / title.length;
    var inHeading = 1;
    for (var at = 0; at < record[4].length; at += 2) {
      var heading = bare(record[4][at]);
      if (heading === wanted) return factor * 2;
      if (wanted.length > 5 && heading.indexOf(wanted) >= 0) inHeading = 1.5;
    }
    return factor * inHeading;
  }

  function sectionOf(page) {
    return index.sections[pieceOf(page, index.sections.map(function (one) { return one[1]; }))][0];
  }

  // Whether a page is one of those that the reader asked for.
  function isWanted(page, filter) {
    return (!filter.section || sectionOf(page) === filter.section) && (!filter.isProven || index.proven[page] === "1");
  }

  function search(text, filter) {
    var query = words(text);
    if (!query.length) return Promise.resolve(null);
    var endsInWord = !/\s$/.test(text);
    return load("index").then(function () {
      return Promise.all(query.map(function (word, at) {
        return lookUp(word, endsInWord && fold(text).trim().endsWith(word));
      }));
    }).then(function (found) {
      // A word with a typing error counts as what it was meant to be.
      var meant = query.map(function (word, at) { return found[at].word || word; });
      var meantText = query.reduce(function (all, word, at) { return all.replace(word, meant[at]); }, fold(text));
      var total = new Map();
      found.forEach(function (term) {
        term.scores.forEach(function (weight, page) {
          var entry = total.get(page) || { score: 0, hits: 0 };
          entry.score += weight;
          entry.hits += 1;
          total.set(page, entry);
        });
      });
      // Each word that a page lacks lowers its rank: by half as much for a word that is on no page, or whose list was cut short.
      var unsure = found.filter(function (term) { return term.isCut || !term.isFound; });
      var list = [];
      total.forEach(function (entry, page) {
        if (filter && !isWanted(page, filter)) return;
        var hits = entry.hits + unsure.filter(function (term) { return !term.scores.has(page); }).length / 2;
        list.push({ page: page, score: entry.score * Math.pow(hits / found.length, 3) });
      });
      list.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
      var count = list.length;
      list = list.slice(0, 18);
      return Promise.all(list.map(function (item) { return load("pages-" + blockOf(item.page)); }))
        .then(function () {
          list.forEach(function (item) {
            var block = blockOf(item.page);
            item.record = pages[block][item.page - index.blocks[block]];
            item.score *= titleFactor(item.record, meant, meantText);
          });
          list.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
          return {
            items: list.slice(0, 12).map(function (item) { return result(item, meant); }), words: meant, count: count
          };
        });
    });
  }

  // The heading that fits the query best is where the result leads.
  function result(item, query) {
    var record = item.record;
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
      page: item.page,
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
  panel.setAttribute("aria-label", WORDS["search"]);
  var box = document.createElement("div");
  box.className = "search-box";
  var icon = document.createElement("span");
  icon.className = "icon";
  var input = document.createElement("input");
  input.type = "search";
  input.placeholder = WORDS["search-text"];
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("aria-label", WORDS["search-text"]);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", "flowdocs.results");
  input.setAttribute("aria-expanded", "true");
  var hint = document.createElement("kbd");
  hint.textContent = "Esc";
  box.append(icon, input, hint);
  var filters = document.createElement("div");
  filters.className = "search-filters";
  filters.hidden = true;
  var section = document.createElement("select");
  section.setAttribute("aria-label", WORDS["section"]);
  var proven = document.createElement("input");
  proven.type = "checkbox";
  var provenLabel = document.createElement("label");
  provenLabel.append(proven, WORDS["proven"]);
  filters.append(section, provenLabel);
  var results = document.createElement("div");
  results.className = "search-results";
  results.id = "flowdocs.results";
  results.setAttribute("role", "listbox");
  results.setAttribute("aria-label", WORDS["results"]);
  var state = document.createElement("p");
  state.className = "search-state";
  state.setAttribute("role", "status");
  panel.append(box, filters, results, state);
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
  // The filters that the index has something for.
  function offerFilters() {
    if (section.options.length || !index) return;
    var names = new Set(index.sections.map(function (one) { return one[0]; }).filter(Boolean));
    section.append(new Option(WORDS["all-sections"], ""));
    names.forEach(function (name) { section.append(new Option(name, name)); });
    section.hidden = names.size < 2;
    provenLabel.hidden = !index.proven;
    filters.hidden = section.hidden && provenLabel.hidden;
  }
  function chosen() { return { section: section.hidden ? "" : section.value, isProven: proven.checked }; }

  // The actions whose names have every word of a text.
  function actions(text) {
    var wanted = fold(text).split(/\s+/).filter(Boolean);
    return window.flowdocsActions().filter(function (action) {
      var name = " " + fold(action.title);
      return wanted.every(function (word) { return name.indexOf(" " + word) >= 0; });
    });
  }

  // A result is the option itself: what has a role of its own may not be inside of one.
  function row(item, at, query) {
    var link = document.createElement("a");
    link.id = "flowdocs.result-" + at;
    link.setAttribute("role", "option");
    link.href = item.url || "#";
    link.tabIndex = -1;
    var title = document.createElement("b");
    title.append(marked(item.title, query));
    link.append(title);
    if (item.place) {
      var place = document.createElement("small");
      place.textContent = item.place;
      link.append(place);
    }
    if (item.snippet) {
      var snippet = document.createElement("p");
      snippet.append(marked(item.snippet, query));
      link.append(snippet);
    }
    if (!("page" in item)) link.className = "search-action";
    if (item.run) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        panel.close();
        item.run();
      });
    } else if (query.length) {
      link.addEventListener("click", function () { remember(link, query); });
    }
    link.addEventListener("mousemove", function () { if (selected !== at) highlight(at); });
    return link;
  }

  // A sentence with values in place of the names in braces.
  function filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, function (place, name) { return values[name]; });
  }

  // What a list holds is said with what was asked, so that each answer is announced.
  function described(found, text, others) {
    var few = found.items.length;
    var sentence = few
      ? few < found.count ? WORDS["first-results"] : few === 1 ? WORDS["result-count-one"] : WORDS["result-count"]
      : others ? WORDS["only-actions"] : chosen().section || chosen().isProven ? WORDS["no-filtered-result"] : WORDS["no-result"];
    return filled(sentence, { count: few || others, all: found.count, text: text.trim() });
  }

  function update() {
    var text = input.value;
    var number = asked += 1;
    var isCommand = /^\s*>/.test(text);
    (isCommand ? Promise.resolve(null) : search(text, chosen())).then(function (found) {
      if (number !== asked) return;
      var others = actions(found ? text : text.replace(">", "")).slice(0, found ? 3 : 20);
      if (found && words(text).join("").length < 3) others = [];
      var query = found ? found.words : [];
      results.textContent = "";
      input.removeAttribute("aria-activedescendant");
      var all = found ? found.items.concat(others) : others;
      all.forEach(function (item, at) { results.append(row(item, at, query)); });
      if (found) say(described(found, text, others.length));
      else if (isCommand) say(filled(WORDS["action-count"], { count: others.length }));
      else say(WORDS["search-hint"]);
      highlight(0);
      if (found) found.items.slice(0, 3).forEach(function (item, at) { showSentence(item, results.children[at], query); });
    }, function (error) { if (number === asked) say(filled(WORDS["search-failed"], { reason: error.message })); });
  }

  // The sentence of the page with the most words of the query, in place of the page's description when that has none.
  function showSentence(item, element, query) {
    var isThere = query.every(function (word) { return fold(item.title + " " + item.snippet).indexOf(stem(word) || word) >= 0; });
    if (isThere) return;
    load("texts-" + pieceOf(item.page, index.texts)).then(function () {
      var best = sentence(texts[item.page] || "", query);
      if (!best || !element.isConnected) return;
      var old = element.querySelector("p");
      if (old) old.remove();
      var shown = document.createElement("p");
      shown.append(marked(best, query));
      element.append(shown);
    }, function () {
      // The description stays.
    });
  }

  function sentence(text, query) {
    var best = "", most = 0;
    text.split(/\n|(?<=[.!?。])\s*(?=[\p{Lu}\p{Lo}`])/u).forEach(function (one) {
      var folded = fold(one);
      var count = query.filter(function (word) { return folded.indexOf(stem(word) || word) >= 0; }).length;
      if (count > most) { best = one; most = count; }
    });
    if (best.length <= 180) return best;
    // A long one begins shortly before its first word.
    var first = Math.min.apply(null, query.map(function (word) {
      var at = fold(best).indexOf(stem(word) || word);
      return at < 0 ? Infinity : at;
    }));
    var start = first > 60 ? best.indexOf(" ", first - 60) + 1 : 0;
    return (start ? "…" : "") + best.slice(start, start + 170).trim() + "…";
  }

  // The words are marked on the page that a result leads to, also when that is the open one.
  function remember(link, query) {
    try {
      sessionStorage.setItem("flowdocs-found", JSON.stringify({ path: link.pathname, words: query }));
    } catch (error) {
      // Without storage, the page is shown without marks.
    }
    if (link.pathname === location.pathname) setTimeout(showMarks, 0);
  }

  function showMarks() {
    var stored = null;
    try {
      stored = JSON.parse(sessionStorage.getItem("flowdocs-found"));
      sessionStorage.removeItem("flowdocs-found");
    } catch (error) {
      stored = null;
    }
    if (!stored || stored.path !== location.pathname || !window.Highlight || !CSS.highlights) return;
    var wanted = stored.words.map(function (word) { return stem(word) || word; });
    var main = document.querySelector("main .page");
    var walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    var ranges = [];
    while (walker.nextNode() && ranges.length < 400) {
      var node = walker.currentNode, text = fold(node.data);
      // Folding that changes the length would mark other letters.
      if (text.length !== node.data.length) continue;
      wanted.forEach(function (word) {
        for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          if (/[\p{L}\p{N}]/u.test(text[at - 1] || "") && !unspaced.test(word)) continue;
          var range = new Range();
          var rest = unspaced.test(word) ? "" : /^[\p{L}\p{N}]*/u.exec(text.slice(at + word.length))[0];
          range.setStart(node, at);
          range.setEnd(node, at + word.length + rest.length);
          ranges.push(range);
        }
      });
    }
    if (!ranges.length) return;
    CSS.highlights.set("flowdocs-found", new Highlight(...ranges));
    if (location.hash) return;
    var first = ranges.map(function (range) { return range.startContainer.parentElement; }).filter(function (element) {
      return !element.closest("h1, .breadcrumb") && element.getClientRects().length;
    })[0];
    if (first && first.getBoundingClientRect().top > window.innerHeight) first.scrollIntoView({ block: "center" });
  }
  function open() {
    if (panel.open) return;
    panel.showModal();
    input.select();
    load("index").then(offerFilters).then(update, update);
  }
  input.addEventListener("input", update);
  [section, proven].forEach(function (control) { control.addEventListener("change", update); });
  input.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown") { event.preventDefault(); highlight(selected + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); highlight(selected - 1); }
    // Browsers would only clear the field at the first press.
    if (event.key === "Escape") { event.preventDefault(); panel.close(); }
    if (event.key === "Enter") {
      event.preventDefault();
      var link = results.children[selected];
      if (link) link.click();
    }
  });
  panel.addEventListener("click", function (event) {
    if (event.target === panel || (event.target.closest && event.target.closest("a"))) panel.close();
  });
  window.flowdocsSearch.open = open;
  showMarks();

  // On the page for unknown addresses: pages with the words of the address.
  var near = document.querySelector(".near-pages");
  if (near) {
    var path = decodeURIComponent(location.pathname).replace(/\.\w+$/, "").split("/").slice(-2).join(" ").replace(/[-_]/g, " ");
    search(path).then(function (found) {
      if (!found || !found.items.length) return;
      var list = document.createElement("ul");
      found.items.slice(0, 5).forEach(function (item) {
        var link = document.createElement("a");
        link.href = item.url;
        link.textContent = item.title;
        list.appendChild(document.createElement("li")).appendChild(link);
      });
      near.appendChild(list);
      near.hidden = false;
    }).catch(function () {});
  }
})();
