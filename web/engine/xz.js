/**
 * Returns a stream that unpacks xz as it comes.
 *
 * What unpacks is xz-embedded, which npm's xz-decompress has compiled to WebAssembly. It keeps a
 * context in its memory, which begins with 32-bit numbers: the bytes in each of its two buffers;
 * the input's address, place and size; the output's address and place.
 *
 * The build also writes this function into the service worker: it uses nothing from around it.
 * @param {WebAssembly.Instance} unpacker one of its own: its memory grows with what it unpacks
 * @returns {TransformStream<Uint8Array, Uint8Array>} fails where the input breaks off, or is no xz
 */
export function unxz(unpacker) {
  const [BUFFERED, INPUT, INPUT_PLACE, INPUT_SIZE, OUTPUT, OUTPUT_PLACE] = [0, 1, 2, 3, 4, 5];
  const [GOOD, END] = [0, 1]; // what a step answers: there may be more, or it was the last
  const xz = unpacker.exports;
  const context = xz.create_context();
  const numbers = () => new Uint32Array(xz.memory.buffer, context); // the memory may have grown
  let ended = false;

  function step(controller) {
    const answer = xz.get_next_output(context);
    if (answer !== GOOD && answer !== END) throw new Error("This is not xz, or it is damaged");
    ended = answer === END;
    const state = numbers();
    const came = state[OUTPUT_PLACE];
    if (came) controller.enqueue(new Uint8Array(xz.memory.buffer, state[OUTPUT], came).slice());
    state[OUTPUT_PLACE] = 0;
    return !ended && (state[INPUT_PLACE] < state[INPUT_SIZE] || came === state[BUFFERED]);
  }

  return new TransformStream({
    transform(chunk, controller) {
      const { [BUFFERED]: room, [INPUT]: address } = numbers();
      for (let start = 0; start < chunk.length; start += room) {
        const piece = chunk.subarray(start, start + room);
        new Uint8Array(xz.memory.buffer, address).set(piece);
        xz.supply_input(context, piece.length);
        while (step(controller));
      }
    },
    flush(controller) {
      xz.supply_input(context, 0); // says that there is no more
      while (step(controller));
      if (!ended) throw new Error("The file broke off");
    },
  });
}
