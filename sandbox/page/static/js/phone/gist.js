// A message in one line, where there is no room for it.

const KINDS = { photo: "Photo", voice: "Voice message", video: "Video" };

export function gist({ text, media }) {
  return text.split("\n")[0] || (media && (KINDS[media.kind] ?? media.name)) || "";
}
