// A drag to the left replies, by finger or by mouse; a long touch opens the menu.

const START = 10; // pixels before it is a swipe
const FAR = 44; // pixels that make a reply
const MOST = 76;
const LONG = 450; // ms

export function swipe(reply, menu) {
  return {
    onpointerdown: (event) => {
      if (event.button !== 0 || event.target.closest("textarea")) return;
      begin(event, reply, menu);
    },
  };
}

function begin(down, reply, menu) {
  const row = down.currentTarget;
  let moved = 0;
  let swiping = false;
  const press = down.pointerType === "touch" && setTimeout(() => (end(), menu(down.clientX, down.clientY)), LONG);

  const move = (event) => {
    const dx = event.clientX - down.clientX;
    const dy = Math.abs(event.clientY - down.clientY);
    if (Math.abs(dx) > START || dy > START) clearTimeout(press);
    if (!swiping) {
      if (dy > START && dy > -dx) return end();
      if (-dx < START) return;
      swiping = true;
      row.setPointerCapture(event.pointerId);
      row.classList.add("swiping");
      getSelection()?.removeAllRanges();
    }
    moved = Math.min(MOST, Math.max(0, -dx - START));
    row.style.setProperty("--swipe", `${-moved}px`);
    row.classList.toggle("far", moved >= FAR);
  };
  const up = () => {
    const far = swiping && moved >= FAR;
    end();
    if (far) reply();
  };
  const end = () => {
    clearTimeout(press);
    row.classList.remove("swiping", "far");
    row.style.removeProperty("--swipe");
    row.removeEventListener("pointermove", move);
    row.removeEventListener("pointerup", up);
    row.removeEventListener("pointercancel", end);
  };
  row.addEventListener("pointermove", move);
  row.addEventListener("pointerup", up);
  row.addEventListener("pointercancel", end);
}
