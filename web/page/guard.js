/**
 * Says in words when the page's scripts do not come, or cannot run here. It stands alone: a
 * classic script that needs no module and no new syntax, loaded beside the others. What it says,
 * fault.js finds out.
 */
(function () {
  var PATIENCE = 20; // seconds without anything having come
  var silent = 0;
  var following = false; // a script, and nothing has come since
  var known = {}; // by address, what has come or was followed
  var stopped = ""; // by what a script was
  var failed = false;

  function running() {
    return document.documentElement.dataset.script === "running";
  }

  /** @param hopeless whether another try would fail as well */
  function fail(reason, hopeless) {
    if (failed || running()) return;
    failed = true;
    document.documentElement.dataset.engine = "failed";
    if (!document.getElementById("failure")) return bare(reason);
    document.getElementById("loading").hidden = true;
    document.getElementById("failure").hidden = false;
    document.getElementById("reason").replaceChildren(reason);
    document.getElementById("retry").hidden = Boolean(hopeless);
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
    body.append(reason, " ", button);
  }

  /** Loads the page anew, and what it is made of past the browser's cache: it may be damaged. */
  function retry() {
    function reload() {
      location.reload();
    }
    setTimeout(reload, 5000); // what does not come now need not be waited for
    Promise.all(parts("script[src], link[href]").map(function (part) {
      return fetch(part.src || part.href, { cache: "reload" });
    })).then(reload, reload);
  }

  function parts(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }

  function loaded() {
    clearInterval(watch);
    if (running()) return;
    function broken() {
      fail("The page could not be loaded: the connection broke off.");
    }
    var script = document.createElement("script");
    script.src = "page/fault.js";
    script.onload = function () {
      self.tellFault(fail, stopped);
    };
    script.onerror = broken;
    document.documentElement.append(script);
    setTimeout(broken, 10000); // nothing more comes
  }

  /** Until the style sheets are there nothing shows. Takes out what is not; returns if any was. */
  function goOnWithoutStyle() {
    var missing = parts("link[rel=stylesheet]").filter(function (link) { return !link.sheet; });
    missing.forEach(function (link) { link.remove(); });
    return missing.length > 0;
  }

  /**
   * Reads along with a script that has not come whole: on a slow connection bytes flow, though no
   * file is finished. A browser fetches once what is asked for twice. Each script once, for what
   * had come of a stalled one comes again. Returns if there is one.
   */
  function follow() {
    var address = parts("script[src], link[rel=modulepreload]").map(function (part) {
      return part.src || part.href;
    }).filter(function (address) {
      return !known[address];
    })[0];
    if (!address) return false;
    known[address] = following = true;
    fetch(address, { cache: "force-cache" }).then(function (response) {
      var reader = response.body.getReader();
      function read(chunk) {
        moved();
        return chunk.done || reader.read().then(read);
      }
      return reader.read().then(read);
    }).catch(function () {}); // the silence goes on, and is told
    return true;
  }

  function moved() {
    silent = 0;
    following = false;
  }

  var watch = setInterval(function () {
    if (++silent < PATIENCE) return;
    silent = 0;
    if (goOnWithoutStyle()) return; // scripts that waited for them have another while to run
    if (!following && follow()) return;
    clearInterval(watch);
    fail("The page could not be loaded: nothing has moved for " + PATIENCE + " seconds.");
  }, 1000);

  if (document.readyState === "complete") loaded();
  else addEventListener("load", loaded);
  addEventListener("error", function (event) {
    stopped = event.message;
  });
  new PerformanceObserver(function (list) {
    moved();
    list.getEntries().forEach(function (entry) { known[entry.name] = true; });
  }).observe({ type: "resource", buffered: true });
})();
