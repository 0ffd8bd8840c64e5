/**
 * Finds out why the page's scripts do not run here, for guard.js, which loads it when they don't:
 * a classic script, too, without new syntax.
 */
self.tellFault = (function () {
  var AS_FILE = "Opened as a file, this page may not load its own scripts. Run “python3 "
    + "build_site.py --serve” and open the address that it prints, or put the folder on any web "
    + "host.";
  var SANDBOXED = "This page is shut in a sandbox, by the page around it or by its host, and may "
    + "not load its own scripts there. It needs a page of its own: ";

  /** Asks once more for what a script or a preload asked for; resolves to what is wrong, or "". */
  function fault(part) {
    var address = part.src || part.href;
    var path = part.getAttribute("src") || part.getAttribute("href");
    return fetch(address).then(function (response) {
      var type = response.headers.get("Content-Type") || "files of no type";
      if (!response.ok) return path + " did not come (HTTP " + response.status + ")";
      if (type.indexOf("javascript") < 0) {
        return "its host sends scripts as " + type + ", and browsers run only text/javascript";
      }
      return response.arrayBuffer().then(function () {
        return fetch(address, { cache: "force-cache", integrity: part.integrity }).then(
          function () { return ""; },
          function () { return path + " is damaged"; });
      });
    }).catch(function () { return "the connection broke off"; });
  }

  function sandboxed() {
    var words = document.createElement("span");
    var link = document.createElement("a");
    link.href = link.textContent = location.href;
    link.target = "_blank";
    words.append(SANDBOXED, link);
    return words;
  }

  /**
   * @param fail what to call with a reason, and with whether there is no use in trying again
   * @param stopped by what error a script was stopped; "" if none was
   */
  return function tellFault(fail, stopped) {
    if (!("noModule" in document.createElement("script"))) {
      return fail("This browser is too old for this page.", true);
    }
    if (location.protocol === "file:") return fail(AS_FILE, true);
    if (self.origin === "null") return fail(sandboxed(), true);
    var parts = document.querySelectorAll("script[type=module], link[rel=modulepreload]");
    return Promise.all(Array.prototype.map.call(parts, fault)).then(function (faults) {
      fail("The page could not be loaded: " + (faults.filter(Boolean)[0]
        || (stopped ? "its script stopped, " + stopped
          : "a file had not come whole. It does now")) + ".");
    });
  };
})();
