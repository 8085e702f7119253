# W jakim języku bot mówi do jednej osoby.

language-name = Polski
language-own = Mówię do ciebie w języku: { $language } – wszędzie, gdzie tylko ty czytasz, i na kartach na naszym prywatnym czacie. Język grupy: { $desk }.
language-desks = Mówię do ciebie w języku całego zespołu: { $desk }. Inny działałby wszędzie, gdzie tylko ty czytasz, i na kartach na naszym prywatnym czacie.
me-language = Twój język: { $language }. Zmiana: /language
button-language-desks = Jak zespół
toast-language = Od teraz mówię do ciebie po polsku.
command-language = w jakim języku do ciebie mówię
help-language = /language – w jakim języku do ciebie mówię
