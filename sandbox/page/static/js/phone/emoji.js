// Telegram sends ❤ and its like without the selector that makes them pictures.

export const pictured = (emoji) => ([...emoji].length === 1 && emoji < "\u{d800}" ? `${emoji}\ufe0f` : emoji);
