// Begins a map where it can be drawn. sigma asks for WebGL as soon as it is read, so it is read only where that is.
"use strict";

const CANNOT = "This browser cannot draw the map. All that it shows stands in the tables below.";

const read = (address) =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: done, onerror: () => failed(new Error(`${address} is missing`)) });
    document.head.append(script);
  });

const frame = document.getElementById("map-frame");
if (frame && !document.createElement("canvas").getContext("webgl2")) {
  document.getElementById("map-missing").textContent = CANNOT;
} else if (frame) {
  await Promise.all(frame.dataset.programs.split(" ").map(read));
  const { begin } = await import("./map_page.js");
  await begin(frame);
}
