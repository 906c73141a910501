"""An open project without Qt: the session, its analysis, and what each gesture means for the document."""
