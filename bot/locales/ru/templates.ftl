# Заготовки ответов.

draft-template = заготовка
