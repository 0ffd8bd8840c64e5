/** Decodes one picture beside the page, in a thread of its own. */

import { decoded } from "./decoding.js";

self.onmessage = async ({ data: file }) => {
  const picture = await decoded(file);
  postMessage(picture, picture.data ? [picture.data.buffer] : []);
};
postMessage("ready");
