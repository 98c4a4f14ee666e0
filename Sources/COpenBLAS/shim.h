#ifndef PLEIADES_COPENBLAS_SHIM_H
#define PLEIADES_COPENBLAS_SHIM_H

#include <cblas.h>

// Debian's OpenBLAS carries LAPACK but ships no prototypes for it. Matrices are column-major.

/// Eigenvalues (ascending) and, with jobz 'V', eigenvectors of a symmetric matrix.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);

/// Singular value decomposition by divide and conquer.
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info);

/// Cholesky factorisation.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

#endif
