(function () {
  "use strict";
  var gaps = units("table.gaps > tbody"), rows = units("table.matrix > tbody > tr");
  var text = byId("f-text"), authority = byId("f-authority"), kind = byId("f-kind"), waiting = 0;

  function byId(id) { return document.getElementById(id); }
  function fold(words) { return words.normalize("NFKC").toLowerCase(); }
  function units(selector) {
    return Array.prototype.map.call(document.querySelectorAll(selector), function (node) {
      return { node: node, section: node.closest("section"), words: null };
    });
  }
  function holds(unit, words) {
    if (!words.length) { return true; }
    if (unit.words === null) { unit.words = fold(unit.node.textContent); }
    return words.every(function (word) { return unit.words.indexOf(word) >= 0; });
  }
  function show(list, test, filtered) {
    var tally = new Map();
    list.forEach(function (unit) {
      var hit = test(unit), seen = tally.get(unit.section) || { shown: 0, total: 0 };
      unit.node.hidden = !hit;
      seen.total += 1;
      seen.shown += hit ? 1 : 0;
      tally.set(unit.section, seen);
    });
    tally.forEach(function (seen, section) {
      var place = section.querySelector(".shown");
      place.textContent = filtered
        ? place.dataset.text.replace("{shown}", seen.shown).replace("{total}", seen.total) : "";
    });
  }
  function filter() {
    var words = fold(text.value).split(/\s+/).filter(Boolean), a = authority.value, k = kind.value;
    show(gaps, function (unit) {
      return (!a || unit.node.dataset.a === a) && (!k || unit.node.dataset.k === k) && holds(unit, words);
    }, words.length || a || k);
    show(rows, function (unit) { return holds(unit, words); }, words.length);
  }
  function soon() { clearTimeout(waiting); waiting = setTimeout(filter, 120); }

  function value(unit, column) {
    var cell = (unit.rows ? unit.rows[0] : unit).cells[column];
    var words = cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent.trim();
    return /^-?[\d.]+$/.test(words) ? Number(words) : words;
  }
  function sort(head) {
    var table = head.closest("table"), column = head.cellIndex, whole = table.classList.contains("gaps");
    var parent = whole ? table : table.tBodies[0];
    var list = Array.prototype.slice.call(whole ? table.tBodies : parent.rows);
    var down = head.getAttribute("aria-sort") === "ascending" ||
      (head.getAttribute("aria-sort") === null && head.classList.contains("sev"));
    var keyed = list.map(function (node) { return { node: node, key: value(node, column) }; });
    keyed.sort(function (one, other) {
      var a = one.key, b = other.key;
      if (a === "" || b === "") { return (a === "") - (b === ""); }
      var order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
      return down ? -order : order;
    });
    Array.prototype.forEach.call(table.querySelectorAll("th[aria-sort]"), function (th) {
      th.removeAttribute("aria-sort");
    });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    keyed.forEach(function (one) { parent.appendChild(one.node); });
  }
  function sticky() {
    var bar = byId("filter"), band = document.querySelector(".band");
    var fixed = getComputedStyle(bar).position === "sticky";
    if (band) { document.body.style.setProperty("--top", band.offsetHeight + "px"); }
    document.body.style.setProperty("--filter", (fixed ? bar.offsetHeight : 0) + "px");
  }

  Array.prototype.forEach.call(document.querySelectorAll("th[data-sort]"), function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", text.dataset.sort.replace("{column}", head.textContent));
    button.addEventListener("click", function () { sort(head); });
    head.appendChild(button);
  });
  text.addEventListener("input", soon);
  [authority, kind].forEach(function (select) { select.addEventListener("change", filter); });
  byId("f-clear").addEventListener("click", function () {
    text.value = authority.value = kind.value = "";
    filter();
  });
  byId("filter").hidden = false;
  sticky();
  window.addEventListener("resize", sticky);
}());
