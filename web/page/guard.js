/**
 * Says in words when the page's scripts do not come, or cannot run here. It stands alone: a
 * classic script that needs no module and no new syntax, loaded beside the others.
 */
(function () {
  var PATIENCE = 20; // seconds without any file having come
  var silent = 0;

  function running() {
    return document.documentElement.dataset.script === "running";
  }

  function fail(reason) {
    document.documentElement.dataset.engine = "failed";
    if (!document.getElementById("failure")) return bare(reason);
    document.getElementById("loading").hidden = true;
    document.getElementById("failure").hidden = false;
    document.getElementById("reason").textContent = reason;
    document.getElementById("retry").addEventListener("click", function () {
      if (!running()) retry(); // a late script takes over, and its own Retry
    });
  }

  /** For a page that broke off before it had a place for words. */
  function bare(reason) {
    var body = document.body || document.documentElement.appendChild(document.createElement("body"));
    var button = document.createElement("button");
    button.textContent = "Retry";
    button.addEventListener("click", retry);
    body.append(reason + " ", button);
  }

  /** Loads the page anew, and what it is made of past the browser's cache: it may be damaged. */
  function retry() {
    function reload() {
      location.reload();
    }
    setTimeout(reload, 5000); // what does not come now need not be waited for
    var parts = document.querySelectorAll("script[src], link[href]");
    Promise.all(Array.prototype.map.call(parts, function (part) {
      return fetch(part.src || part.href, { cache: "reload" });
    })).then(reload, reload);
  }

  function loaded() {
    clearInterval(watch);
    if (running()) return;
    fail("noModule" in document.createElement("script")
      ? "The page could not be loaded: a file is missing or damaged."
      : "This browser is too old for this page.");
  }

  /** Until the style sheets are there nothing shows. Takes out what is not; returns if any was. */
  function goOnWithoutStyle() {
    var missing = Array.prototype.filter.call(
      document.querySelectorAll("link[rel=stylesheet]"),
      function (link) { return !link.sheet; });
    missing.forEach(function (link) { link.remove(); });
    return missing.length > 0;
  }

  var watch = setInterval(function () {
    if (++silent < PATIENCE) return;
    silent = 0;
    if (goOnWithoutStyle()) return; // scripts that waited for them have another while to run
    clearInterval(watch);
    if (running()) return;
    fail("The page could not be loaded: nothing has moved for " + PATIENCE + " seconds.");
  }, 1000);

  if (document.readyState === "complete") loaded();
  else addEventListener("load", loaded);
  new PerformanceObserver(function () {
    silent = 0;
  }).observe({ type: "resource" });
})();
