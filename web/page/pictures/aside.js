/** Decodes one picture beside the page, in a thread of its own. */

import { decoded } from "./decoding.js";

self.onmessage = async ({ data: file }) => {
  const picture = await decoded(file);
  if (!picture.data) return postMessage(picture);
  // The reader takes pixels over, and the page keeps some: here nobody waits for the copy.
  const spare = picture.data.slice();
  postMessage({ ...picture, spare }, [picture.data.buffer, spare.buffer]);
};
postMessage("ready");
