/** Refuses what is dropped on the page: nothing here takes it, and the browser would open it in the page's place. */
export function refuseDrops() {
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "none"; // seen beside the pointer, before anything is let go
  });
  document.addEventListener("drop", (event) => event.preventDefault());
}
